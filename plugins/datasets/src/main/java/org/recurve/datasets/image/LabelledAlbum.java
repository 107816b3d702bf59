package org.recurve.datasets.image;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.SplitItems;

/** Pictures with what is asked about them, of one size or of several. */
public final class LabelledAlbum implements SplitItems.Items {
    private final List<Picture> pictures;
    private final Samples targets;
    private final boolean masks;
    private final boolean differ;

    /** Writes what belongs to an example. */
    @FunctionalInterface
    public interface Samples {
        /** Writes it to {@code into} from {@code offset} on. */
        void read(int item, float[] into, int offset);
    }

    /** The samples of a picture, decoded, or as floats once they were brought to a size. */
    public sealed interface Picture {
        /** Returns [channels, height, width]. */
        Shape shape();

        /** A picture as its file has it. */
        record Decoded(DecodedImage image) implements Picture {
            @Override
            public Shape shape() {
                return image.shape();
            }
        }

        /** A picture that was brought to a size. */
        record Sized(Shape shape, float[] samples) implements Picture {}
    }

    /**
     * Takes pictures and their targets.
     *
     * @param masks whether a target is a number for each pixel
     */
    public LabelledAlbum(List<Picture> pictures, Samples targets, boolean masks) {
        this.pictures = List.copyOf(pictures);
        this.targets = targets;
        this.masks = masks;
        this.differ = pictures.stream().map(Picture::shape).distinct().count() > 1;
    }

    /** Returns the shape of the first picture that has most elements. */
    public static Shape largest(List<Picture> pictures) {
        return pictures.stream()
                .map(Picture::shape)
                .max(Comparator.comparingInt(Shape::size))
                .orElseThrow();
    }

    @Override
    public void read(int item, String field, float[] into, int offset) {
        switch (field) {
            case Field.INPUT -> {
                switch (pictures.get(item)) {
                    case Picture.Decoded(DecodedImage image) -> image.read(into, offset, 255);
                    case Picture.Sized sized ->
                        System.arraycopy(sized.samples(), 0, into, offset, sized.samples().length);
                }
            }
            case Field.TARGET -> targets.read(item, into, offset);
            default ->
                throw new IllegalArgumentException("images have no field \"" + field + "\", only input and target");
        }
    }

    @Override
    public Optional<Shape> shape(int item, String field) {
        if (!differ) {
            return Optional.empty();
        }
        Shape shape = pictures.get(item).shape();
        return switch (field) {
            case Field.INPUT -> Optional.of(shape);
            case Field.TARGET -> masks ? Optional.of(shape.slice(1, 3)) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
