package org.recurve.compute.kernel.gather;

import org.recurve.compute.ir.IndexTable;

/**
 * A table as kernels read it: the sources of row r are {@code sources[starts[r]] … sources[starts[r + 1] − 1]}.
 *
 * @param rows how many rows it has
 */
public record IndexLists(int rows, int[] starts, int[] sources) {
    public static IndexLists of(IndexTable table) {
        IndexTable.ListedTable listedTable = table.listed();
        return new IndexLists(
                table.rows(),
                listedTable.starts().toArray(),
                listedTable.sources().toArray());
    }

    /** Bytes of the lists. */
    public long bytes() {
        return (long) Integer.BYTES * (starts.length + sources.length);
    }

    /**
     * For each source row the rows that list it, ascending, and as which of their choices.
     *
     * @param lists the transposed table
     * @param choices beside each of its sources, which choice of that row this is
     */
    public record TransposedLists(IndexLists lists, int[] choices) {
        public static TransposedLists of(IndexTable table) {
            IndexLists lists = IndexLists.of(table.listed().transposed());
            int[] choices = new int[lists.sources.length];
            int[] next = lists.starts.clone();
            for (int row = 0; row < table.rows(); row++) {
                for (int k = 0; k < table.size(row); k++) {
                    choices[next[table.source(row, k)]++] = k;
                }
            }
            return new TransposedLists(lists, choices);
        }

        /** Bytes of the lists. */
        public long bytes() {
            return lists.bytes() + (long) Integer.BYTES * choices.length;
        }
    }
}
