package org.recurve.compute.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * Compares two graphs: whether they are the same operations on the same inputs in the same order of recording, which
 * decides every bit of what they give and of their derivatives. Which part recorded an operation does not matter.
 */
public final class StructuralEquality {
    private final Map<Node, Node> twins = new HashMap<>();

    private StructuralEquality() {}

    /** Returns whether all that {@code a} depends on is what all that {@code b} depends on is, pair by pair. */
    public static boolean of(List<Node> a, List<Node> b) {
        return new StructuralEquality().same(a, b);
    }

    private boolean same(List<Node> a, List<Node> b) {
        List<Node> left = GraphTraversal.ancestors(a);
        List<Node> right = GraphTraversal.ancestors(b);
        return a.size() == b.size()
                && left.size() == right.size()
                && IntStream.range(0, left.size()).allMatch(i -> same(left.get(i), right.get(i)))
                && IntStream.range(0, a.size()).allMatch(i -> paired(a.get(i), b.get(i)));
    }

    private boolean same(Node a, Node b) {
        boolean same = a.rows() == b.rows()
                && a.shared() == b.shared()
                && a.inputs().size() == b.inputs().size()
                && IntStream.range(0, a.inputs().size()).allMatch(i -> paired(a.input(i), b.input(i)))
                && same(a.op(), b.op());
        twins.put(a, b);
        return same;
    }

    private boolean paired(Node a, Node b) {
        return b.equals(twins.get(a));
    }

    private boolean same(Op a, Op b) {
        return switch (a) {
            case Op.Scan scan ->
                b instanceof Op.Scan other
                        && scan.steps() == other.steps()
                        && scan.backwards() == other.backwards()
                        && same(scan.states(), other.states())
                        && same(scan.sequences(), other.sequences())
                        && same(scan.constants(), other.constants())
                        && same(scan.next(), other.next());
            case Op.ScanOutputs outputs -> b instanceof Op.ScanOutputs other && paired(outputs.of(), other.of());
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
                    Op.ScanCarry _ -> a.equals(b);
        };
    }
}
