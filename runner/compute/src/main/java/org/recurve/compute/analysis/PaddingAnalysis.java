package org.recurve.compute.analysis;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * Says where sequences end before their last step: which scans do nothing behind that end, and which values are zero there.
 *
 * <p>A scan ends with its examples' lengths if it reads masks, 1 before the end and 0 behind it, and if its body, with these
 * masks 0, leaves every state as it is. A product with zero counts as zero: what is left out there would only add zeros.
 */
public final class PaddingAnalysis {
    private final Map<Node, Optional<PaddedScan>> known = new HashMap<>();

    /** The end of each example's sequence: {@code length}, of one row, counts its steps, of {@code steps} at most. */
    public record SequenceEnd(Node length, int steps) {}

    /** Describes what is known of a scan behind the end of its sequences. */
    public static final class PaddedScan {
        private final SequenceEnd end;
        private final ZeroPropagation propagation;

        private PaddedScan(SequenceEnd end, ZeroPropagation propagation) {
            this.end = end;
            this.propagation = propagation;
        }

        public SequenceEnd end() {
            return end;
        }

        /** Returns whether a value of the scan's body is zero there. */
        public boolean isZero(Node output) {
            return propagation.isZero(output);
        }
    }

    /** Returns the end of a scan's sequences, if it has one and does nothing behind it. */
    public Optional<PaddedScan> of(Node scan) {
        Optional<PaddedScan> ending = known.get(scan);
        if (ending == null) {
            ending = find(scan);
            known.put(scan, ending);
        }
        return ending;
    }

    /** Returns the lengths that masks in the graph of these roots are made of: all ends there can be. */
    public static List<Node> lengths(List<Node> roots) {
        return GraphTraversal.ancestors(roots).stream()
                .flatMap(node -> mask(node).stream())
                .map(SequenceEnd::length)
                .distinct()
                .toList();
    }

    /** Returns the sequence length past which all steps of a value, side by side, are zero. */
    public Optional<SequenceEnd> zeroBehind(Node value) {
        return switch (value.op()) {
            case Op.ScanOutputs(Node output) ->
                of(value.input(0))
                        .filter(paddedScan -> paddedScan.isZero(output))
                        .map(PaddedScan::end);
            case Op.Linear(var spec, var operand)
            when operand == ContractionOperand.INPUT ->
                zeroBehind(value.input(1)).filter(end -> spec.prefix() % end.steps() == 0);
            case Op.Elementwise(var function)
            when function == ElementwiseFunction.CHOOSE && isZero(value.input(2)) ->
                mask(value.input(0)).or(() -> zeroBehind(value.input(1)));
            case Op.Elementwise(var function)
            when function == ElementwiseFunction.MULTIPLY ->
                zeroBehind(value.input(0)).or(() -> zeroBehind(value.input(1)));
            case Op.Elementwise(var function) when function == ElementwiseFunction.NEGATE -> zeroBehind(value.input(0));
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.Elementwise _,
                    Op.Linear _,
                    Op.GatherSum _,
                    Op.Concat _,
                    Op.Argmax _,
                    Op.MatrixProduct _,
                    Op.TakeAlong _,
                    Op.ScatterAdd _,
                    Op.ScatterAddShared _,
                    Op.BatchSum _,
                    Op.Broadcast _,
                    Op.StopGradient _,
                    Op.Scan _,
                    Op.ScanCarry _ -> mask(value);
        };
    }

    private static boolean isZero(Node node) {
        Op op = node.op() instanceof Op.Broadcast ? node.input(0).op() : node.op();
        return op instanceof Op.Fill fill && fill.value() == 0;
    }

    /** Returns the sequence length past which none of the consumers read the value. */
    public Optional<SequenceEnd> unreadBehind(Node value, List<Node> readers) {
        List<Optional<SequenceEnd>> ends = readers.stream()
                .map(reader -> unreadBehind(value, reader))
                .distinct()
                .toList();
        return ends.size() == 1 ? ends.getFirst() : Optional.empty();
    }

    private Optional<SequenceEnd> unreadBehind(Node value, Node reader) {
        return switch (reader.op()) {
            case Op.Scan scan
            when sequences(reader, scan).contains(value) && Collections.frequency(reader.inputs(), value) == 1 ->
                of(reader).map(PaddedScan::end);
            case Op.Linear(var spec, var operand)
            when operand == ContractionOperand.WEIGHT && reader.input(0) == value -> zeroBehind(reader.input(1));
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.Elementwise _,
                    Op.Linear _,
                    Op.GatherSum _,
                    Op.Concat _,
                    Op.Argmax _,
                    Op.MatrixProduct _,
                    Op.TakeAlong _,
                    Op.ScatterAdd _,
                    Op.ScatterAddShared _,
                    Op.BatchSum _,
                    Op.Broadcast _,
                    Op.StopGradient _,
                    Op.Scan _,
                    Op.ScanCarry _,
                    Op.ScanOutputs _ -> Optional.empty();
        };
    }

    private static List<Node> sequences(Node node, Op.Scan scan) {
        int states = scan.states().size();
        return node.inputs().subList(states, states + scan.sequences().size());
    }

    private Optional<PaddedScan> find(Node node) {
        Op.Scan scan = (Op.Scan) node.op();
        Map<SequenceEnd, Set<Node>> zeros = new LinkedHashMap<>();
        List<Node> sequences = sequences(node, scan);
        for (int i = 0; i < sequences.size(); i++) {
            Node item = scan.sequences().get(i);
            zeroBehind(sequences.get(i))
                    .filter(end -> end.steps() == scan.steps())
                    .ifPresent(end -> zeros.computeIfAbsent(end, unused -> new HashSet<>())
                            .add(item));
        }
        return zeros.entrySet().stream()
                .map(entry -> new PaddedScan(entry.getKey(), new ZeroPropagation(entry.getValue())))
                .filter(paddedScan -> paddedScan.propagation.leaves(scan.states(), scan.next()))
                .findFirst();
    }

    /** Returns the end that a mask marks: each row of a step is 1 if a length is greater than the step's number. */
    private static Optional<SequenceEnd> mask(Node value) {
        Node mask =
                value.op() instanceof Op.GatherSum(IndexTable table) && repeatsSteps(table) ? value.input(0) : value;
        if (mask.op() instanceof Op.Elementwise(var function)
                && function == ElementwiseFunction.GREATER
                && mask.input(1).op() instanceof Op.Literal numbers
                && counts(numbers, mask.rows())) {
            Node wide = mask.input(0);
            Node length = wide.op() instanceof Op.GatherSum ? wide.input(0) : wide;
            return length.rows() == 1 && !length.shared()
                    ? Optional.of(new SequenceEnd(length, mask.rows()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean counts(Op.Literal numbers, int steps) {
        for (int step = 0; step < steps; step++) {
            if (numbers.at(step) != step) {
                return false;
            }
        }
        return true;
    }

    private static boolean repeatsSteps(IndexTable table) {
        if (table.sourceRows() == 0 || table.rows() % table.sourceRows() != 0) {
            return false;
        }
        int rows = table.rows() / table.sourceRows();
        for (int row = 0; row < table.rows(); row++) {
            if (table.size(row) != 1 || table.source(row, 0) != row / rows) {
                return false;
            }
        }
        return true;
    }

    /** A body, computed with nothing known but that some of its items are zero. */
    private static final class ZeroPropagation {
        private final Set<Node> zeros;
        private final Map<Node, Node> same = new HashMap<>();
        private final Set<Node> settled = new HashSet<>();

        ZeroPropagation(Set<Node> zeros) {
            this.zeros = new HashSet<>(zeros);
        }

        boolean leaves(List<Node> states, List<Node> next) {
            for (int k = 0; k < states.size(); k++) {
                if (isZero(next.get(k)) || same(next.get(k)) != states.get(k)) {
                    return false;
                }
            }
            return true;
        }

        boolean isZero(Node node) {
            settle(node);
            return zeros.contains(node);
        }

        /** Returns a value that this one equals, at least itself. */
        private Node same(Node node) {
            settle(node);
            return same.getOrDefault(node, node);
        }

        private void settle(Node node) {
            if (zeros.contains(node) || !settled.add(node)) {
                return;
            }
            switch (node.op()) {
                case Op.Fill fill -> zeroIf(fill.value() == 0, node);
                case Op.Elementwise(var function) -> apply(function, node);
                case Op.GatherSum sum -> zeroIf(isZero(node.input(0)), node);
                case Op.Broadcast broadcast -> zeroIf(isZero(node.input(0)), node);
                case Op.StopGradient gradient -> zeroIf(isZero(node.input(0)), node);
                case Op.IndexedMove move -> zeroIf(isZero(node.input(0)), node);
                case Op.Concat concat -> zeroIf(node.inputs().stream().allMatch(this::isZero), node);
                case Op.Linear linear
                when node.inputs().size() == 2 -> zeroIf(isZero(node.input(0)) || isZero(node.input(1)), node);
                case Op.MatrixProduct _ -> zeroIf(isZero(node.input(0)) || isZero(node.input(1)), node);
                case Op.GraphSource _,
                        Op.Literal _,
                        Op.Linear _,
                        Op.Argmax _,
                        Op.BatchSum _,
                        Op.Scan _,
                        Op.ScanCarry _,
                        Op.ScanOutputs _ -> {}
            }
        }

        private void apply(ElementwiseFunction function, Node node) {
            switch (function) {
                case NEGATE, ABS, SIGN, STEP, SQUARE, SQRT, TANH, ERF, RELU -> zeroIf(isZero(node.input(0)), node);
                case DIVIDE -> zeroIf(isZero(node.input(0)), node);
                case MULTIPLY -> zeroIf(isZero(node.input(0)) || isZero(node.input(1)), node);
                case ADD -> {
                    if (isZero(node.input(0))) {
                        like(node.input(1), node);
                    } else if (isZero(node.input(1))) {
                        like(node.input(0), node);
                    }
                }
                case SUBTRACT -> {
                    if (isZero(node.input(1))) {
                        like(node.input(0), node);
                    }
                }
                case CHOOSE -> {
                    if (isZero(node.input(0))) {
                        like(node.input(2), node);
                    } else {
                        zeroIf(isZero(node.input(1)) && isZero(node.input(2)), node);
                    }
                }
                case EXP, LOG, LOG1P, EXPM1, SIGMOID, MAX, MIN, GREATER, EQUAL, PRODUCT_PLUS, MINUS_PRODUCT -> {}
            }
        }

        private void zeroIf(boolean zero, Node node) {
            if (zero) {
                zeros.add(node);
            }
        }

        private void like(Node known, Node node) {
            if (isZero(known)) {
                zeros.add(node);
            } else {
                same.put(node, same(known));
            }
        }
    }
}
