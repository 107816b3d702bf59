package org.recurve.compute.analysis;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.IndexRuns;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.WindowIndexMap;

/**
 * Follows rows of a result back to the rows that they are made of, within one example. Exact but for recurrences, whose
 * steps are taken to depend on all of each step that came before, and for the operations of derivatives, of which every row
 * is taken to depend on every row.
 */
public final class RowDependencies {
    private final Map<Node, BitSet> seen = new HashMap<>();
    private final PriorityQueue<Node> open =
            new PriorityQueue<>(Comparator.comparingInt(Node::id).reversed());

    private final Map<Node, Node> definitions;
    private final Set<Node> ends;

    private RowDependencies(Map<Node, Node> definitions, Set<Node> ends) {
        this.definitions = definitions;
        this.ends = ends;
    }

    /** Returns the rows that some rows of {@code result} depend on, for every node between it and what it is made of. */
    public static Map<Node, BitSet> back(Node result, BitSet rows) {
        return back(result, rows, Map.of());
    }

    /** @param definitions what some nodes compute by another way: those are followed instead */
    public static Map<Node, BitSet> back(Node result, BitSet rows, Map<Node, Node> definitions) {
        return back(result, rows, definitions, Set.of());
    }

    /** @param ends nodes behind which nothing is followed, unless the result is one of them */
    public static Map<Node, BitSet> back(Node result, BitSet rows, Map<Node, Node> definitions, Set<Node> ends) {
        Set<Node> others = new HashSet<>(ends);
        others.remove(result);
        RowDependencies dependencies = new RowDependencies(definitions, others);
        dependencies.needed(result).or(rows);
        while (!dependencies.open.isEmpty()) {
            dependencies.through(dependencies.open.poll());
        }
        return dependencies.seen;
    }

    /** Returns what is needed of a node; a node is passed after all that use it, for ids ascend with recording. */
    private BitSet needed(Node node) {
        return seen.computeIfAbsent(node, n -> {
            open.add(n);
            return new BitSet(n.rows());
        });
    }

    private void through(Node node) {
        BitSet rows = needed(node);
        if (rows.isEmpty() || ends.contains(node)) {
            return;
        }
        Node definition = definitions.get(node);
        if (definition != null) {
            add(definition, rows);
            return;
        }
        switch (node.op()) {
            case Op.GraphSource _, Op.Fill _, Op.Literal _, Op.BatchSum _, Op.Broadcast _ -> {}
            case Op.Elementwise _, Op.StopGradient _ -> node.inputs().forEach(input -> add(input, rows));
            case Op.Linear(ContractionSpec spec, ContractionOperand operand)
            when operand == ContractionOperand.OUTPUT -> {
                add(node.input(1), inputs(spec, rows));
                node.inputs().stream().skip(2).forEach(start -> add(start, rows));
            }
            case Op.Linear(ContractionSpec spec, ContractionOperand operand)
            when operand == ContractionOperand.INPUT -> add(node.input(1), outputs(spec, rows));
            case Op.MatrixProduct(MatrixProductSpec spec) -> through(spec, node, rows);
            case Op.GatherSum(IndexTable table) -> add(node.input(0), sources(table, rows));
            case Op.Argmax(IndexTable table) -> add(node.input(0), sources(table, rows));
            case Op.TakeAlong(IndexTable table) -> {
                add(node.input(0), sources(table, rows));
                add(node.input(1), rows.stream().map(table::chooser).collect(BitSet::new, BitSet::set, BitSet::or));
            }
            case Op.Concat _ -> {
                int before = 0;
                for (Node part : node.inputs()) {
                    add(part, rows.get(before, before + part.rows()));
                    before += part.rows();
                }
            }
            case Op.ScanOutputs(Node value) -> {
                BitSet steps = needed(node.input(0));
                IndexRuns.of(rows, (from, to) -> steps.set(from / value.rows(), Math.ceilDiv(to, value.rows())));
            }
            case Op.ScanCarry _ -> {
                Node scan = node.input(0);
                needed(scan).set(0, ((Op.Scan) scan.op()).steps());
            }
            case Op.Scan scan -> through(scan, node.inputs(), rows);
            case Op.Linear _, Op.ScatterAdd _, Op.ScatterAddShared _ ->
                node.inputs().forEach(this::addAll);
        }
    }

    /** Marks the steps of a scan that are needed: the wanted ones and all that ran before. */
    private void through(Op.Scan scan, List<Node> inputs, BitSet wanted) {
        int sequences = scan.states().size();
        int constants = sequences + scan.sequences().size();
        for (int i = 0; i < inputs.size(); i++) {
            if (i < sequences || i >= constants) {
                addAll(inputs.get(i));
            } else {
                Node stacked = inputs.get(i);
                int step = stacked.rows() / scan.steps();
                BitSet rows = new BitSet(stacked.rows());
                rows.set(
                        scan.backwards() ? wanted.nextSetBit(0) * step : 0,
                        scan.backwards() ? stacked.rows() : wanted.length() * step);
                add(stacked, rows);
            }
        }
    }

    /** Marks, for each element (i, j) of a product that is needed, row i of the first operand and column j of the second. */
    private void through(MatrixProductSpec spec, Node node, BitSet rows) {
        BitSet left = new BitSet(node.input(0).rows());
        BitSet right = new BitSet(node.input(1).rows());
        for (int pair = 0; pair < spec.pairs(); pair++) {
            BitSet columns = new BitSet(spec.columns());
            for (int row = 0; row < spec.rows(); row++) {
                boolean needed = false;
                for (int column = 0; column < spec.columns(); column++) {
                    boolean read = rows.get(spec.resultAt(pair, row, column));
                    columns.set(column, columns.get(column) || read);
                    needed |= read;
                }
                for (int k = 0; needed && k < spec.inner(); k++) {
                    left.set(spec.leftAt(pair, row, k));
                }
            }
            for (int k = 0; k < spec.inner(); k++) {
                int of = pair;
                int from = k;
                columns.stream().forEach(column -> right.set(spec.rightAt(of, from, column)));
            }
        }
        add(node.input(0), left);
        add(node.input(1), right);
    }

    private void add(Node node, BitSet rows) {
        if (!node.shared()) {
            needed(node).or(rows);
        }
    }

    private void addAll(Node node) {
        if (!node.shared()) {
            needed(node).set(0, node.rows());
        }
    }

    private static BitSet sources(IndexTable table, BitSet rows) {
        BitSet sources = new BitSet(table.sourceRows());
        rows.stream().forEach(row -> {
            for (int k = 0; k < table.size(row); k++) {
                sources.set(table.source(row, k));
            }
        });
        return sources;
    }

    /**
     * Returns all channels of a group are seen alike, so it is enough to know which of its positions are wanted by any filter;
     * groups that are wanted whole, such as the steps of a sequence, are passed together.
     */
    private static BitSet inputs(ContractionSpec spec, BitSet rows) {
        WindowIndexMap windowIndexMap = spec.map();
        int perGroup = spec.filtersPerGroup() * windowIndexMap.positions();
        int groupInputs = spec.channelsPerGroup() * windowIndexMap.pixels();
        BitSet all = pixels(windowIndexMap, IntStream.range(0, windowIndexMap.positions()));
        BitSet inputs = new BitSet(spec.inputRows());
        int row = rows.nextSetBit(0);
        while (row >= 0) {
            int group = row / perGroup;
            int base = group * perGroup;
            int whole = rows.nextClearBit(base) / perGroup - group;
            if (whole > 0 && all.cardinality() == windowIndexMap.pixels()) {
                inputs.set(group * groupInputs, (group + whole) * groupInputs);
                row = rows.nextSetBit(base + whole * perGroup);
            } else {
                IntStream wanted = rows.get(base, base + perGroup).stream().map(r -> r % windowIndexMap.positions());
                BitSet pixels = whole > 0 ? all : pixels(windowIndexMap, wanted.distinct());
                for (int channel = 0; channel < spec.channelsPerGroup(); channel++) {
                    int at = group * groupInputs + channel * windowIndexMap.pixels();
                    pixels.stream().forEach(pixel -> inputs.set(at + pixel));
                }
                row = rows.nextSetBit(base + perGroup);
            }
        }
        return inputs;
    }

    /** Returns the outputs that read wanted inputs: all filters of a group at the positions that read a pixel of any channel. */
    private static BitSet outputs(ContractionSpec spec, BitSet rows) {
        WindowIndexMap windowIndexMap = spec.map();
        int perGroup = spec.channelsPerGroup() * windowIndexMap.pixels();
        int groupOutputs = spec.filtersPerGroup() * windowIndexMap.positions();
        BitSet outputs = new BitSet(spec.outputRows());
        int row = rows.nextSetBit(0);
        while (row >= 0) {
            int base = row / perGroup * perGroup;
            BitSet pixels = rows.get(base, base + perGroup).stream()
                    .map(r -> r % windowIndexMap.pixels())
                    .collect(BitSet::new, BitSet::set, BitSet::or);
            BitSet positions = reading(windowIndexMap, pixels);
            for (int filter = 0; filter < spec.filtersPerGroup(); filter++) {
                int at = row / perGroup * groupOutputs + filter * windowIndexMap.positions();
                positions.stream().forEach(position -> outputs.set(at + position));
            }
            row = rows.nextSetBit(base + perGroup);
        }
        return outputs;
    }

    private static BitSet reading(WindowIndexMap windowIndexMap, BitSet pixels) {
        BitSet positions = new BitSet(windowIndexMap.positions());
        for (int position = 0; position < windowIndexMap.positions(); position++) {
            for (int tap = 0; tap < windowIndexMap.taps() && !positions.get(position); tap++) {
                int pixel = windowIndexMap.pixel(position, tap);
                positions.set(position, pixel >= 0 && pixels.get(pixel));
            }
        }
        return positions;
    }

    private static BitSet pixels(WindowIndexMap windowIndexMap, IntStream positions) {
        BitSet pixels = new BitSet(windowIndexMap.pixels());
        positions.forEach(position -> pixels(windowIndexMap, position, pixels));
        return pixels;
    }

    private static void pixels(WindowIndexMap windowIndexMap, int position, BitSet to) {
        for (int tap = 0; tap < windowIndexMap.taps(); tap++) {
            if (windowIndexMap.pixel(position, tap) >= 0) {
                to.set(windowIndexMap.pixel(position, tap));
            }
        }
    }
}
