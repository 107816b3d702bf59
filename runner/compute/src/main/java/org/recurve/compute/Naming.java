package org.recurve.compute;

import java.util.Locale;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;

/** What users call an operation: the part it belongs to, and what it does. */
final class Naming {
    private Naming() {}

    static String of(Node node) {
        String operation = switch (node.op()) {
            case Op.Apply(var function) -> function.name().toLowerCase(Locale.ROOT);
            case Op.Linear(var geometry, var role) ->
                switch (role) {
                    case OUTPUT -> "linear output";
                    case INPUT -> "adjoint of a linear input";
                    case WEIGHT -> "gradient of weights";
                };
            case Op.BatchSum sum -> "sum over the batch";
            case Op.Pick pick -> "choice";
            default -> node.op().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
        return node.part().isEmpty() ? operation : operation + " in " + node.part();
    }
}
