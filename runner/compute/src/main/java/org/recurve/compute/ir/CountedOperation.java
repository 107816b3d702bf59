package org.recurve.compute.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation of a graph.
 *
 * @param times how often one run computes it: once for each step of the loops around it
 */
public record CountedOperation(Node node, long times) {
    /** Returns all operations that {@code roots} take, those of loops' bodies included. */
    public static List<CountedOperation> of(List<Node> roots) {
        List<CountedOperation> all = new ArrayList<>();
        collect(GraphTraversal.ancestors(roots), 1, all);
        return all;
    }

    /** Returns these operations, and those of the bodies of the loops among them. */
    public static List<CountedOperation> among(List<Node> nodes) {
        List<CountedOperation> all = new ArrayList<>();
        collect(nodes, 1, all);
        return all;
    }

    private static void collect(List<Node> nodes, long times, List<CountedOperation> to) {
        Map<Node, List<Node>> stacked = new HashMap<>();
        for (Node node : nodes) {
            to.add(new CountedOperation(node, times));
            if (node.op() instanceof Op.ScanOutputs(Node value)) {
                stacked.computeIfAbsent(node.input(0), _ -> new ArrayList<>()).add(value);
            }
        }
        for (Node node : nodes) {
            if (node.op() instanceof Op.Scan scan) {
                List<Node> roots = new ArrayList<>(scan.next());
                roots.addAll(stacked.getOrDefault(node, List.of()));
                collect(GraphTraversal.ancestors(roots), times * scan.steps(), to);
            }
        }
    }

    /** Floating-point operations of one example; a multiplication and an addition are two, movements none. */
    public long flops() {
        return times
                * switch (node.op()) {
                    case Op.Linear(ContractionSpec spec, var operand) -> spec.flops();
                    case Op.MatrixProduct(MatrixProductSpec spec) -> 2 * spec.products();
                    case Op.Elementwise _ -> node.rows();
                    case Op.GatherSum(IndexTable table) when !table.isGather() -> entries(table) - table.rows();
                    case Op.Argmax(IndexTable table) -> entries(table) - table.rows();
                    case Op.GraphSource _,
                            Op.Fill _,
                            Op.Literal _,
                            Op.GatherSum _,
                            Op.Concat _,
                            Op.TakeAlong _,
                            Op.ScatterAdd _,
                            Op.ScatterAddShared _,
                            Op.BatchSum _,
                            Op.Broadcast _,
                            Op.StopGradient _,
                            Op.Scan _,
                            Op.ScanCarry _,
                            Op.ScanOutputs _ -> 0;
                };
    }

    /** Returns how many rows the rows of a table list together. */
    public static long entries(IndexTable table) {
        long entries = 0;
        for (int row = 0; row < table.rows(); row++) {
            entries += table.size(row);
        }
        return entries;
    }
}
