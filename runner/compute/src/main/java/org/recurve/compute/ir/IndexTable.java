package org.recurve.compute.ir;

import java.util.function.IntUnaryOperator;

/** For each row of a result, an ordered list of rows of a source: the shape of every movement, reduction and choice. */
public sealed interface IndexTable {
    int rows();

    int sourceRows();

    /** Returns how many source rows belong to {@code row}. */
    int size(int row);

    /** Source row {@code k} of {@code row}. */
    int source(int row, int k);

    /** Returns the row of a switch that decides for {@code row}. */
    default int chooser(int row) {
        return row;
    }

    /** Returns the end of the rows from this one on that one row of a switch decides for, and whose sources follow one another. */
    default int runEnd(int row) {
        return row + 1;
    }

    /** Rows whose number is far larger than memory allows are computed, not listed: one of {@code choices} blocks of {@code depth} rows. */
    record StridedTable(int prefix, int count, int choices, int depth) implements IndexTable {
        public StridedTable {
            ElementLimit.rows(prefix, count, depth);
        }

        @Override
        public int rows() {
            return prefix * count * depth;
        }

        @Override
        public int sourceRows() {
            return prefix * choices * depth;
        }

        @Override
        public int size(int row) {
            return choices;
        }

        @Override
        public int source(int row, int k) {
            return (row / (count * depth) * choices + k) * depth + row % depth;
        }

        @Override
        public int chooser(int row) {
            return row / depth;
        }

        @Override
        public int runEnd(int row) {
            return (row / depth + 1) * depth;
        }
    }

    /** Any lists: those of {@code row} are {@code sources[starts[row]] … sources[starts[row + 1] − 1]}. */
    record ListedTable(int sourceRows, IntArray starts, IntArray sources) implements IndexTable {
        @Override
        public int rows() {
            return starts.size() - 1;
        }

        @Override
        public int size(int row) {
            return starts.at(row + 1) - starts.at(row);
        }

        @Override
        public int source(int row, int k) {
            return sources.at(starts.at(row) + k);
        }
    }

    /** Returns a table with one source row each, or none where {@code source} gives −1. */
    static ListedTable gather(int rows, int sourceRows, IntUnaryOperator source) {
        int[] starts = new int[ElementLimit.rows(rows) + 1];
        int[] sources = new int[rows];
        for (int row = 0; row < rows; row++) {
            int from = source.applyAsInt(row);
            starts[row + 1] = starts[row];
            if (from >= 0) {
                sources[starts[row + 1]++] = from;
            }
        }
        return new ListedTable(sourceRows, IntArray.of(starts), IntArray.of(starts[rows], i -> sources[i]));
    }

    /** Returns the same number of source rows each. */
    static ListedTable uniform(int rows, int sourceRows, int size, java.util.function.IntBinaryOperator source) {
        return new ListedTable(
                sourceRows,
                IntArray.of(ElementLimit.rows(rows) + 1, row -> row * size),
                IntArray.of(ElementLimit.entries(rows, size), i -> source.applyAsInt(i / size, i % size)));
    }

    /** Returns whether no row has more than one source. */
    default boolean isGather() {
        if (this instanceof StridedTable table) {
            return table.choices() == 1;
        }
        for (int row = 0; row < rows(); row++) {
            if (size(row) > 1) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether each row has as many sources as the others, and all of them in turn are the rows of the source. */
    default boolean isConsecutive() {
        int size = rows() == 0 ? 0 : sourceRows() / rows();
        if (size < 2 || size * rows() != sourceRows()) {
            return false;
        }
        for (int row = 0; row < rows(); row++) {
            if (size(row) != size) {
                return false;
            }
            for (int k = 0; k < size; k++) {
                if (source(row, k) != row * size + k) {
                    return false;
                }
            }
        }
        return true;
    }

    default boolean isIdentity() {
        if (rows() != sourceRows()) {
            return false;
        }
        for (int row = 0; row < rows(); row++) {
            if (size(row) != 1 || source(row, 0) != row) {
                return false;
            }
        }
        return true;
    }

    /** For each row its only source, or −1. Only of a gather. */
    default int[] map() {
        int[] map = new int[rows()];
        java.util.Arrays.setAll(map, row -> size(row) == 0 ? -1 : source(row, 0));
        return map;
    }

    default ListedTable listed() {
        if (this instanceof ListedTable listedTable) {
            return listedTable;
        }
        int[] starts = new int[ElementLimit.rows(rows()) + 1];
        for (int row = 0; row < rows(); row++) {
            starts[row + 1] = ElementLimit.entries(starts[row] + size(row));
        }
        int[] sources = new int[starts[rows()]];
        for (int row = 0; row < rows(); row++) {
            for (int k = 0; k < size(row); k++) {
                sources[starts[row] + k] = source(row, k);
            }
        }
        return new ListedTable(sourceRows(), IntArray.of(starts), IntArray.of(sources));
    }

    /** Returns the lists of {@code inner} put in place of the rows of {@code inner} that this lists: first this, then inner. */
    default ListedTable after(IndexTable inner) {
        int[] starts = new int[rows() + 1];
        for (int row = 0; row < rows(); row++) {
            int size = 0;
            for (int k = 0; k < size(row); k++) {
                size += inner.size(source(row, k));
            }
            starts[row + 1] = ElementLimit.entries(starts[row] + size);
        }
        int[] sources = new int[starts[rows()]];
        for (int row = 0; row < rows(); row++) {
            int at = starts[row];
            for (int k = 0; k < size(row); k++) {
                int middle = source(row, k);
                for (int j = 0; j < inner.size(middle); j++) {
                    sources[at++] = inner.source(middle, j);
                }
            }
        }
        return new ListedTable(inner.sourceRows(), IntArray.of(starts), IntArray.of(sources));
    }

    /** For each source row the rows that list it, ascending. */
    default ListedTable transposed() {
        int[] starts = new int[sourceRows() + 1];
        for (int row = 0; row < rows(); row++) {
            for (int k = 0; k < size(row); k++) {
                starts[source(row, k) + 1]++;
            }
        }
        for (int i = 0; i < sourceRows(); i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = starts.clone();
        int[] targets = new int[starts[sourceRows()]];
        for (int row = 0; row < rows(); row++) {
            for (int k = 0; k < size(row); k++) {
                targets[next[source(row, k)]++] = row;
            }
        }
        return new ListedTable(rows(), IntArray.of(starts), IntArray.of(targets));
    }

    /** Returns the same lists {@code times} times, all from one source. */
    default IndexTable repeatedFromOneSource(int times) {
        if (this instanceof StridedTable(int prefix, int count, int choices, int depth) && prefix == 1) {
            return new StridedTable(1, count * times, choices, depth);
        }
        ListedTable once = listed();
        int entries = once.sources().size();
        int rows = rows();
        return new ListedTable(
                sourceRows(),
                IntArray.of(
                        ElementLimit.rows(rows, times) + 1,
                        row -> row / rows * entries + once.starts().at(row % rows)),
                IntArray.of(
                        ElementLimit.entries(entries, times),
                        i -> once.sources().at(i % entries)));
    }

    /** Returns the same lists side by side for {@code times} copies of rows and source. */
    default IndexTable repeated(int times) {
        if (this instanceof StridedTable(int prefix, int count, int choices, int depth)) {
            return new StridedTable(prefix * times, count, choices, depth);
        }
        ListedTable once = listed();
        int entries = once.sources().size();
        int rows = rows();
        return new ListedTable(
                sourceRows() * times,
                IntArray.of(
                        ElementLimit.rows(rows, times) + 1,
                        row -> row / rows * entries + once.starts().at(row % rows)),
                IntArray.of(
                        ElementLimit.entries(entries, times),
                        i -> i / entries * sourceRows() + once.sources().at(i % entries)));
    }
}
