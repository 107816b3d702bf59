package org.recurve.datasets.files;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.SplitItems;

/** Images with their classes, of one size or of several. */
final class LabelledAlbum implements SplitItems.Items {
    private final List<Item> items;
    private final boolean differ;

    /** An image and its class. */
    record Item(DecodedImage picture, int target) {}

    LabelledAlbum(List<Item> items) {
        this.items = List.copyOf(items);
        this.differ =
                items.stream().map(item -> item.picture().shape()).distinct().count() > 1;
    }

    /** Returns the shape of the first image that has most elements. */
    Shape largest() {
        return items.stream()
                .map(item -> item.picture().shape())
                .max(Comparator.comparingInt(Shape::size))
                .orElseThrow();
    }

    @Override
    public void read(int item, String field, float[] into, int offset) {
        DecodedImage image = items.get(item).picture();
        switch (field) {
            case Field.INPUT -> {
                for (int i = 0; i < image.samples().length; i++) {
                    into[offset + i] = image.at(i) / 255f;
                }
            }
            case Field.TARGET -> into[offset] = items.get(item).target();
            default ->
                throw new IllegalArgumentException("images have no field \"" + field + "\", only input and target");
        }
    }

    @Override
    public Optional<Shape> shape(int item, String field) {
        return differ && field.equals(Field.INPUT)
                ? Optional.of(items.get(item).picture().shape())
                : Optional.empty();
    }
}
