package org.recurve.datasets;

import java.util.Optional;
import org.recurve.api.data.Examples;
import org.recurve.api.model.Shape;

/**
 * Some of the items that a data set has read, as the examples of a split.
 *
 * @param indices which items, in order
 * @param firstId the id of item 0; ids count on from there
 */
public record Chosen(Items items, int[] indices, long firstId) implements Examples {
    /** What a data set has read. */
    @FunctionalInterface
    public interface Items {
        /** Writes the named field of an item, row-major, to {@code into} from {@code offset} on. */
        void read(int item, String field, float[] into, int offset);

        /** The shape of an item's field where items differ in size; see {@link Examples#shape}. */
        default Optional<Shape> shape(int item, String field) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Shape> shape(int index, String field) {
        return items.shape(indices[index], field);
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        items.read(indices[index], field, into, offset);
    }

    @Override
    public long id(int index) {
        return firstId + indices[index];
    }
}
