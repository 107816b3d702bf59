package org.recurve.compute.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.sequence.CapacityCaution;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/**
 * Knows along which axis of which values sequences of different lengths run, and keeps what is absent out of results.
 *
 * <p>Rows past an example's end hold some finite number, and nobody reads them: an operation that brings positions together
 * puts its neutral element there first (−0 in a sum, −∞ in a maximum, 0 in a contraction), so that neither values nor
 * derivatives come from there, and results are the same however much room the data set gives its sequences.
 */
public final class SequenceAxes {
    private final TraceContext context;
    private final Map<Node, SequenceAxis> known = new HashMap<>();
    /** The other axis of values that a matrix product made of two sequences, such as the scores of an attention. */
    private final Map<Node, SequenceAxis> crossing = new HashMap<>();

    private final Set<CapacityCaution> cautions = new LinkedHashSet<>();

    SequenceAxes(TraceContext context) {
        this.context = context;
    }

    private GraphBuilder builder() {
        return context.builder();
    }

    Optional<SequenceAxis> of(Node node) {
        return Optional.ofNullable(known.get(node));
    }

    /** Returns the sequence of a value for those who reckon with one: that a second one crosses it is said, and it is left out. */
    Optional<SequenceAxis> alone(Node node) {
        if (crossing.containsKey(node)) {
            caution("takes each place of a sequence that meets another for a feature of its own");
        }
        return of(node);
    }

    /** Returns all sequences of a value: none, one, or two that cross each other. */
    List<SequenceAxis> all(Node node) {
        return Stream.of(of(node), Optional.ofNullable(crossing.get(node)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the node, of which it is known from now on where its sequence lies. */
    public Node mark(Node node, Optional<SequenceAxis> axis) {
        axis.filter(a -> fits(node, a)).ifPresent(a -> known.put(node, a));
        return node;
    }

    /** Returns the node, which has these sequences from now on: two at most. */
    Node markAll(Node node, List<SequenceAxis> axes) {
        List<SequenceAxis> fitting =
                axes.stream().filter(axis -> fits(node, axis)).toList();
        if (!fitting.isEmpty()) {
            known.put(node, fitting.getFirst());
        }
        if (fitting.size() > 1) {
            crossing.put(node, fitting.get(1));
        }
        return node;
    }

    private static boolean fits(Node node, SequenceAxis axis) {
        boolean constant = node.op() instanceof Op.Fill || node.op() instanceof Op.Literal;
        return !node.shared()
                && !constant
                && axis.rows() == node.rows()
                && !axis.length().isWhole();
    }

    /** Returns the result of an elementwise function: of operands that run over one sequence, what exists in all of them. */
    Node elementwise(Node result, Collection<Node> operands) {
        int most = operands.stream().anyMatch(crossing::containsKey) ? 2 : 1;
        List<SequenceAxis> merged = new ArrayList<>();
        for (Node operand : operands) {
            all(operand).forEach(axis -> merge(axis, merged, most));
        }
        return markAll(result, merged);
    }

    private void merge(SequenceAxis axis, List<SequenceAxis> merged, int most) {
        for (int i = 0; i < merged.size(); i++) {
            if (merged.get(i).sameRows(axis)) {
                merged.set(i, merged.get(i).and(axis));
                return;
            }
        }
        if (merged.size() < most) {
            merged.add(axis);
        } else {
            caution("combines a sequence with itself or another, position by position");
        }
    }

    /** Returns how many positions exist: a scalar of each example. */
    Node count(TracedLength length) {
        return length.isBase()
                ? length.base()
                : builder()
                        .route(
                                IndexTable.uniform(1, length.positions(), length.positions(), (row, k) -> k),
                                steps(length));
    }

    /** For each position, 1 if its limit is passed, else 0. */
    private Node steps(TracedLength length) {
        float[] limits = new float[length.positions()];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = length.limits().at(i);
        }
        return greater(length.base(), limits);
    }

    private Node greater(Node scalar, float[] limits) {
        Node wide = builder().route(IndexTable.gather(limits.length, 1, row -> 0), scalar);
        return builder().apply(ElementwiseFunction.GREATER, wide, builder().literal(limits));
    }

    /** For each position, 1 if it exists, else 0, in the form by which loops know where sequences end. */
    public Node exists(TracedLength length) {
        float[] ordinals = new float[length.positions()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = i;
        }
        return greater(count(length), ordinals);
    }

    /** For each row, 1 if its position exists, else 0. */
    Node exists(SequenceAxis axis) {
        return builder().route(IndexTable.gather(axis.rows(), axis.positions(), axis::position), exists(axis.length()));
    }

    /** Returns the node with {@code absent} in the rows that do not exist. */
    Node filled(Node node, float absent) {
        return filled(node, all(node), absent);
    }

    /** Returns the node with {@code absent} in the rows that do not exist in one of its sequences. */
    Node filled(Node node, List<SequenceAxis> axes, float absent) {
        Node filled = node;
        for (SequenceAxis axis : axes) {
            filled = filled(filled, axis, absent);
        }
        return filled;
    }

    Node filled(Node node, SequenceAxis axis, float absent) {
        Node exists = exists(axis);
        Node otherwise = builder().fill(absent, node.rows());
        boolean already = node.op() instanceof Op.Elementwise(ElementwiseFunction function)
                && function == ElementwiseFunction.CHOOSE
                && node.input(0) == exists
                && node.input(2) == otherwise;
        return already
                ? node
                : markAll(
                        builder().apply(ElementwiseFunction.CHOOSE, exists, node, otherwise),
                        crossing.containsKey(node) ? all(node) : List.of(axis));
    }

    /** Returns the node with 0 where it does not exist, if it still holds what the data set wrote there, which may be anything. */
    Node calm(Node node) {
        return isRaw(node) && known.containsKey(node) ? filled(node, 0) : node;
    }

    private static boolean isRaw(Node node) {
        return switch (node.op()) {
            case Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common) ->
                kind == Op.SourceKind.FIELD;
            case Op.GatherSum _, Op.Concat _ -> node.inputs().stream().anyMatch(SequenceAxes::isRaw);
            case Op.Fill _,
                    Op.Literal _,
                    Op.Elementwise _,
                    Op.Linear _,
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
                    Op.ScanOutputs _ -> false;
        };
    }

    /** Returns the node with a harmless number where there is nothing: for functions whose value or slope at 0 is infinite. */
    Node harmless(Node node) {
        return filled(node, 1);
    }

    /** Notes that what the part makes depends on how much room there is for sequences. */
    public void caution(String what) {
        cautions.add(new CapacityCaution(builder().part(), what));
    }

    Set<CapacityCaution> cautions() {
        return cautions;
    }

    /** Returns what a gather keeps of a sequence: its positions, if they lie in the result as in an axis of these extents. */
    public static Optional<SequenceAxis> along(org.recurve.api.model.Shape extents, int axis, TracedLength length) {
        return axis < 0 ? Optional.empty() : Optional.of(SequenceAxis.along(extents, axis, length));
    }

    static boolean contains(int[] axes, int axis) {
        return Arrays.stream(axes).anyMatch(a -> a == axis);
    }
}
