package org.recurve.datasets;

import java.util.Optional;
import org.recurve.api.data.Examples;
import org.recurve.api.model.Shape;

/**
 * Some of the items that a data set has read, as the examples of a split.
 *
 * @param indices of items, in order
 * @param from where in {@code indices} this split's begin
 * @param size how many they are
 * @param firstId the id of item 0; ids count on from there
 */
public record SplitItems(Items items, int[] indices, int from, int size, long firstId) implements Examples {
    /** Returns all of these items. */
    public SplitItems(Items items, int[] indices, long firstId) {
        this(items, indices, 0, indices.length, firstId);
    }

    /** Describes what a data set has read. */
    @FunctionalInterface
    public interface Items {
        /** Writes the named field of an item, row-major, to {@code into} from {@code offset} on. */
        void read(int item, String field, float[] into, int offset);

        /** Returns the shape of an item's field where items differ in size; see {@link Examples#shape}. */
        default Optional<Shape> shape(int item, String field) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Shape> shape(int index, String field) {
        return items.shape(indices[from + index], field);
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        items.read(indices[from + index], field, into, offset);
    }

    @Override
    public long id(int index) {
        return firstId + indices[from + index];
    }
}
