package org.recurve.app.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.IndexTable.ListedTable;
import org.recurve.compute.ir.IndexTable.StridedTable;

/** Movements, sums and choices of rows by an index table. Values are [examples, rows]. */
record OnnxTables(OnnxGraph graph) {
    private static final List<OnnxAttribute> ROWS = List.of(OnnxAttribute.of("axis", 1));
    private static final List<OnnxAttribute> FIRST = List.of(OnnxAttribute.of("axis", 0));

    String reshape(String x, long... dims) {
        return graph.add("Reshape", x, graph.longs(dims));
    }

    /** Returns each row as the sum of the source rows that the table lists. */
    String sum(IndexTable table, String x) {
        if (table.isIdentity()) {
            return x;
        }
        return switch (table) {
            case StridedTable strided -> spread(strided, graph.add("ReduceSum", blocks(strided, x), graph.longs(2)));
            case ListedTable listed when listed.isGather() -> gather(listed.map(), listed.sourceRows(), x);
            case ListedTable listed -> sums(listed, x);
        };
    }

    private String blocks(StridedTable table, String x) {
        return reshape(x, -1, table.prefix(), table.choices(), table.depth());
    }

    /** Brings [examples, prefix, 1, depth] to all rows. */
    private String spread(StridedTable table, String x) {
        String wide = table.count() == 1
                ? x
                : graph.add("Expand", x, graph.longs(1, table.prefix(), table.count(), table.depth()));
        return reshape(wide, -1, table.rows());
    }

    /** Returns the source rows with these numbers; −1 is a zero. */
    String gather(int[] sources, int sourceRows, String x) {
        return gather(sources, sourceRows, 0, x);
    }

    private String gather(int[] sources, int sourceRows, float missing, String x) {
        boolean whole = true;
        boolean same = sources.length == sourceRows;
        int[] indices = new int[sources.length];
        for (int row = 0; row < sources.length; row++) {
            whole &= sources[row] >= 0;
            same &= sources[row] == row;
            indices[row] = sources[row] >= 0 ? sources[row] : sourceRows;
        }
        if (same) {
            return x;
        }
        String padded = whole ? x : graph.add("Pad", x, graph.longs(0, 0, 0, 1), graph.number(missing));
        return graph.add("Gather", ROWS, padded, graph.indices(indices, indices.length));
    }

    /** Returns the sources of each row side by side, [examples, rows, most], filled up. */
    private String listed(ListedTable table, int[] rows, int most, float missing, String x) {
        int[] sources = new int[rows.length * most];
        Arrays.fill(sources, -1);
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < table.size(rows[i]); k++) {
                sources[i * most + k] = table.source(rows[i], k);
            }
        }
        return reshape(gather(sources, table.sourceRows(), missing, x), -1, rows.length, most);
    }

    /** Sums rows with about as many sources together, so that filling up costs at most as much again. */
    private String sums(ListedTable table, String x) {
        int[] order = IntStream.range(0, table.rows())
                .boxed()
                .sorted((a, b) -> Integer.compare(width(table.size(a)), width(table.size(b))))
                .mapToInt(Integer::intValue)
                .toArray();
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < order.length) {
            int width = width(table.size(order[from]));
            int to = from;
            int most = 1;
            while (to < order.length && width(table.size(order[to])) == width) {
                most = Math.max(most, table.size(order[to++]));
            }
            int[] rows = Arrays.copyOfRange(order, from, to);
            parts.add(graph.add(
                    "ReduceSum",
                    List.of(OnnxAttribute.of("keepdims", 0)),
                    listed(table, rows, most, 0, x),
                    graph.longs(2)));
            from = to;
        }
        String all = parts.size() == 1 ? parts.getFirst() : graph.add("Concat", ROWS, parts.toArray(String[]::new));
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        return gather(place, order.length, all);
    }

    private static int width(int size) {
        return size <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(size - 1);
    }

    /** Returns which of each row's sources is the largest, the first if tied. */
    String argmax(IndexTable table, String x) {
        return switch (table) {
            case StridedTable strided -> spread(strided, largest(blocks(strided, x), true));
            case ListedTable listed -> {
                int most = IntStream.range(0, listed.rows())
                        .map(listed::size)
                        .max()
                        .orElse(1);
                int[] rows = IntStream.range(0, listed.rows()).toArray();
                yield largest(listed(listed, rows, Math.max(1, most), Float.NEGATIVE_INFINITY, x), false);
            }
        };
    }

    private String largest(String x, boolean keeps) {
        String chosen = graph.add(
                "ArgMax", List.of(OnnxAttribute.of("axis", 2), OnnxAttribute.of("keepdims", keeps ? 1 : 0)), x);
        return graph.add("Cast", List.of(OnnxAttribute.of("to", OnnxTensor.FLOAT)), chosen);
    }

    private String whole(String choice) {
        return graph.add("Cast", List.of(OnnxAttribute.of("to", OnnxTensor.INT32)), choice);
    }

    /**
     * Returns for each row the source row that a switch names.
     *
     * @param shared whether all examples have the value in common
     */
    String take(IndexTable table, String x, boolean shared, String choice) {
        if (shared && table instanceof StridedTable(int prefix, int count, int choices, int depth)) {
            int[] first = IntStream.range(0, prefix * count)
                    .map(i -> i / count * choices)
                    .toArray();
            String block = whole(choice);
            String place = prefix == 1 ? block : graph.add("Add", block, graph.indices(first, 1, first.length));
            String rows = graph.add("Gather", FIRST, reshape(x, (long) prefix * choices, depth), place);
            return reshape(rows, -1, table.rows());
        }
        String place = place(table, choice);
        return shared ? graph.add("Gather", FIRST, reshape(x, -1), place) : graph.add("GatherElements", ROWS, x, place);
    }

    /** Returns the number of the source row that a switch names for each row, as whole numbers. */
    private String place(IndexTable table, String choice) {
        int[] choosers = IntStream.range(0, table.rows()).map(table::chooser).toArray();
        String each =
                whole(choosers.length == 0 ? choice : gather(choosers, choosers[choosers.length - 1] + 1, choice));
        return switch (table) {
            case StridedTable strided -> {
                String steps = graph.add("Mul", each, graph.indices(new int[] {strided.depth()}, 1, 1));
                int[] first = IntStream.range(0, strided.rows())
                        .map(row -> strided.source(row, 0))
                        .toArray();
                yield graph.add("Add", steps, graph.indices(first, 1, first.length));
            }
            case ListedTable listed -> {
                int[] starts = Arrays.copyOf(listed.starts().toArray(), listed.rows());
                int[] sources = listed.sources().toArray();
                String entry = graph.add("Add", each, graph.indices(starts, 1, starts.length));
                yield graph.add("Gather", FIRST, graph.indices(sources, sources.length), entry);
            }
        };
    }

    /**
     * Returns zeros with each row added to the one that its switch names.
     *
     * @param zeros [examples, source rows]
     * @param x for every example
     */
    String scatter(IndexTable table, String zeros, String x, String choice) {
        return graph.add(
                "ScatterElements",
                List.of(OnnxAttribute.of("axis", 1), OnnxAttribute.of("reduction", "add")),
                zeros,
                place(table, choice),
                x);
    }
}
