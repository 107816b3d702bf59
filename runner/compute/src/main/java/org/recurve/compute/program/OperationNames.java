package org.recurve.compute.program;

import java.util.Locale;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Describes what users call an operation: the part it belongs to, and what it does. */
public final class OperationNames {
    private OperationNames() {}

    public static String of(Node node) {
        return node.part().isEmpty() ? operation(node) : operation(node) + " in " + node.part();
    }

    /** Returns what an operation does, as users call it. */
    public static String operation(Node node) {
        return switch (node.op()) {
            case Op.Elementwise(var function) -> function.name().toLowerCase(Locale.ROOT);
            case Op.Linear(var spec, var operand) ->
                switch (operand) {
                    case OUTPUT -> "linear output";
                    case INPUT -> "adjoint of a linear input";
                    case WEIGHT -> "gradient of weights";
                };
            case Op.MatrixProduct product -> "matrix product";
            case Op.BatchSum sum -> "sum over the batch";
            case Op.TakeAlong along -> "choice";
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.GatherSum _,
                    Op.Concat _,
                    Op.Argmax _,
                    Op.ScatterAdd _,
                    Op.ScatterAddShared _,
                    Op.Broadcast _,
                    Op.StopGradient _,
                    Op.Scan _,
                    Op.ScanCarry _,
                    Op.ScanOutputs _ -> node.op().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }
}
