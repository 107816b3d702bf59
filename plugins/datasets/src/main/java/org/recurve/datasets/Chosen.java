package org.recurve.datasets;

import org.recurve.api.data.Examples;

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
