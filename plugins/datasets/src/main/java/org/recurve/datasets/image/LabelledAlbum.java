package org.recurve.datasets.image;

import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.SplitItems;

/** Pictures with what is asked about them, of one size or of several. */
public final class LabelledAlbum implements SplitItems.Items {
    private final KeptPictures pictures;
    private final Samples targets;
    private final boolean masks;
    private final boolean differ;

    /** Writes what belongs to an example. */
    @FunctionalInterface
    public interface Samples {
        /** Writes it to {@code into} from {@code offset} on. */
        void read(int item, float[] into, int offset);
    }

    /**
     * Takes pictures and their targets.
     *
     * @param masks whether a target is a number for each pixel
     */
    public LabelledAlbum(KeptPictures pictures, Samples targets, boolean masks) {
        this.pictures = pictures;
        this.targets = targets;
        this.masks = masks;
        this.differ = pictures.differ();
    }

    @Override
    public void read(int item, String field, float[] into, int offset) {
        switch (field) {
            case Field.INPUT -> pictures.read(item, into, offset);
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
        Shape shape = pictures.shape(item);
        return switch (field) {
            case Field.INPUT -> Optional.of(shape);
            case Field.TARGET -> masks ? Optional.of(shape.slice(1, 3)) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
