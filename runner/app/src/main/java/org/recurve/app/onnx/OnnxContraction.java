package org.recurve.app.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.IntArray;
import org.recurve.compute.ir.WindowIndexMap;

/**
 * The three faces of the trilinear form as products of matrices: what every position reads is brought together for each weight of its
 * kernel, in every group. Repetitions count as examples, and the axes are [examples, groups, positions, …].
 */
record OnnxContraction(OnnxGraph graph, ContractionSpec spec) {
    private OnnxTables tables() {
        return new OnnxTables(graph);
    }

    private String reshape(String x, long... dims) {
        return tables().reshape(x, dims);
    }

    private String transpose(String x, long... order) {
        return graph.add("Transpose", List.of(OnnxAttribute.list("perm", order)), x);
    }

    private boolean isDense() {
        WindowIndexMap map = spec.map();
        return spec.groups() == 1
                && map.pixels() == 1
                && map.positions() == 1
                && map.taps() == 1
                && map.pixel(0, 0) == 0;
    }

    /** Weights and inputs of one filter at one position. */
    private int reads() {
        return spec.channelsPerGroup() * spec.map().taps();
    }

    /**
     * Returns the output, each sum beginning with a value if there is one.
     *
     * @param startRows how many rows it has: one a filter, or all of the output's
     */
    String output(String w, String x, Optional<String> start, int startRows) {
        int filters = spec.filters();
        int positions = spec.map().positions();
        boolean perFilter = start.isPresent() && startRows != spec.outputRows();
        String sums;
        if (isDense()) {
            List<String> operands =
                    new ArrayList<>(List.of(reshape(x, -1, spec.channels()), reshape(w, filters, spec.channels())));
            boolean within = start.isPresent() && (perFilter || spec.prefix() == 1);
            if (within) {
                operands.add(start.get());
            }
            sums = graph.add("Gemm", List.of(OnnxAttribute.of("transB", 1)), operands.toArray(String[]::new));
            sums = spec.prefix() == 1 ? sums : reshape(sums, -1, spec.outputRows());
            return start.isPresent() && !within ? graph.add("Add", sums, start.get()) : sums;
        }
        if (isSingleKernel()) {
            String kernel = transpose(reshape(w, spec.groups(), spec.filtersPerGroup(), reads()), 0, 2, 1);
            sums = graph.add("MatMul", read(x), kernel);
        } else {
            String kernels = transpose(kernels(w), 1, 0, 3, 2);
            String rows = reshape(read(x), -1, spec.groups(), positions, 1, reads());
            sums = reshape(graph.add("MatMul", rows, kernels), -1, spec.groups(), positions, spec.filtersPerGroup());
        }
        String y = reshape(transpose(sums, 0, 1, 3, 2), -1, filters, positions);
        if (perFilter) {
            y = graph.add("Add", y, reshape(start.get(), filters, 1));
        }
        y = reshape(y, -1, spec.outputRows());
        return start.isPresent() && !perFilter ? graph.add("Add", y, start.get()) : y;
    }

    /** Returns the adjoint of the input. */
    String input(String w, String y) {
        if (isDense()) {
            String x = graph.add("Gemm", reshape(y, -1, spec.filters()), reshape(w, spec.filters(), spec.channels()));
            return reshape(x, -1, spec.inputRows());
        }
        int positions = spec.map().positions();
        int taps = spec.map().taps();
        String parts;
        if (isSingleKernel()) {
            parts = graph.add("MatMul", outputs(y), reshape(w, spec.groups(), spec.filtersPerGroup(), reads()));
        } else {
            String kernels = transpose(kernels(w), 1, 0, 2, 3);
            String rows = reshape(outputs(y), -1, spec.groups(), positions, 1, spec.filtersPerGroup());
            parts = graph.add("MatMul", rows, kernels);
        }
        String apart = reshape(parts, -1, spec.groups(), positions, spec.channelsPerGroup(), taps);
        String lines = reshape(transpose(apart, 0, 1, 3, 2, 4), -1, (long) positions * taps);
        return reshape(tables().sum(writers(), lines), -1, spec.inputRows());
    }

    /** Returns the adjoint of the weights, summed over examples. */
    String weights(String x, String y) {
        int positions = spec.map().positions();
        int each = spec.filtersPerGroup() * reads();
        if (isSingleKernel()) {
            String reading = reshape(transpose(read(x), 1, 0, 2, 3), spec.groups(), -1, reads());
            String giving = reshape(transpose(outputs(y), 1, 3, 0, 2), spec.groups(), spec.filtersPerGroup(), -1);
            return reshape(graph.add("MatMul", giving, reading), 1, spec.parameters());
        }
        String all = graph.add("MatMul", transpose(outputs(y), 1, 2, 3, 0), transpose(read(x), 1, 2, 0, 3));
        String lines = reshape(transpose(all, 1, 0, 2, 3), positions, (long) spec.groups() * each);
        float[] serves = new float[spec.map().banks() * positions];
        for (int p = 0; p < positions; p++) {
            serves[spec.map().bank(p) * positions + p] = 1;
        }
        String sums =
                graph.add("MatMul", reshape(graph.literal(serves), spec.map().banks(), positions), lines);
        return reshape(sums, 1, spec.parameters());
    }

    private boolean isSingleKernel() {
        return spec.map().banks() == 1;
    }

    /** Returns each position's kernel, [positions, groups, filters of a group, reads]. */
    private String kernels(String w) {
        int positions = spec.map().positions();
        int[] banks = new int[positions];
        Arrays.setAll(banks, spec.map()::bank);
        String flat = reshape(w, spec.map().banks(), (long) spec.filters() * reads());
        boolean own = spec.map().banks() == positions;
        for (int p = 0; p < positions; p++) {
            own &= banks[p] == p;
        }
        String chosen = own
                ? flat
                : graph.add("Gather", List.of(OnnxAttribute.of("axis", 0)), flat, graph.indices(banks, positions));
        return reshape(chosen, positions, spec.groups(), spec.filtersPerGroup(), reads());
    }

    /** Returns [examples, groups, positions, filters of a group]. */
    private String outputs(String y) {
        int positions = spec.map().positions();
        return transpose(reshape(y, -1, spec.groups(), spec.filtersPerGroup(), positions), 0, 1, 3, 2);
    }

    /** Returns what each weight of a position's kernel is multiplied with, [examples, groups, positions, reads]. */
    private String read(String x) {
        WindowIndexMap map = spec.map();
        String lines = reshape(x, -1, map.pixels());
        String read = tables().sum(readers(), lines);
        String apart = reshape(read, -1, spec.groups(), spec.channelsPerGroup(), map.positions(), map.taps());
        return reshape(transpose(apart, 0, 1, 3, 2, 4), -1, spec.groups(), map.positions(), reads());
    }

    /** Lists for each (position, weight) the pixels that it weighs, which may be several where a kernel shares its weights. */
    private IndexTable readers() {
        WindowIndexMap map = spec.map();
        int[] starts = new int[map.positions() * map.taps() + 1];
        for (int p = 0; p < map.positions(); p++) {
            for (int t = 0; t < map.taps(); t++) {
                if (map.pixel(p, t) >= 0) {
                    starts[p * map.taps() + map.weight(p, t) + 1]++;
                }
            }
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] next = starts.clone();
        int[] sources = new int[starts[starts.length - 1]];
        for (int p = 0; p < map.positions(); p++) {
            for (int t = 0; t < map.taps(); t++) {
                if (map.pixel(p, t) >= 0) {
                    sources[next[p * map.taps() + map.weight(p, t)]++] = map.pixel(p, t);
                }
            }
        }
        return new IndexTable.ListedTable(map.pixels(), IntArray.of(starts), IntArray.of(sources));
    }

    private IndexTable writers() {
        return readers().transposed();
    }
}
