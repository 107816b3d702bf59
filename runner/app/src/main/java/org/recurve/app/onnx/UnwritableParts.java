package org.recurve.app.onnx;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Finds the parts of a model that no ONNX file can hold, before anything is written. */
final class UnwritableParts {
    private UnwritableParts() {}

    /** Throws a {@link UserError} that names every such part. */
    static void refuse(String model, List<Node> roots) {
        Set<String> reasons = new LinkedHashSet<>();
        collect(roots, reasons);
        if (!reasons.isEmpty()) {
            throw new UserError(Problem.of(
                    model + " cannot be written as ONNX: " + String.join("; ", reasons),
                    "remove what draws from the model, or write its weights alone: --as safetensors"));
        }
    }

    private static void collect(List<Node> roots, Set<String> reasons) {
        for (Node node : GraphTraversal.ancestors(roots)) {
            switch (node.op()) {
                case Op.GraphSource source -> {
                    switch (source.kind()) {
                        case UNIFORM, NORMAL ->
                            reasons.add(part(node)
                                    + " draws random numbers when it is evaluated, keyed by each example, which no"
                                    + " ONNX operator does");
                        case PARAMETER, FROZEN, BUFFER, CARRIED, FIELD, EXAMPLES, STRUCTURE, DIRECTION, ITEM -> {}
                    }
                }
                case Op.Scan scan -> collect(scan.next(), reasons);
                case Op.ScanOutputs(Node of) -> collect(List.of(of), reasons);
                case Op.Fill _,
                        Op.Literal _,
                        Op.Elementwise _,
                        Op.Linear _,
                        Op.MatrixProduct _,
                        Op.GatherSum _,
                        Op.Concat _,
                        Op.Argmax _,
                        Op.TakeAlong _,
                        Op.ScatterAdd _,
                        Op.ScatterAddShared _,
                        Op.BatchSum _,
                        Op.Broadcast _,
                        Op.StopGradient _,
                        Op.ScanCarry _ -> {}
            }
        }
    }

    private static String part(Node node) {
        return node.part().isEmpty() ? "the model" : node.part();
    }
}
