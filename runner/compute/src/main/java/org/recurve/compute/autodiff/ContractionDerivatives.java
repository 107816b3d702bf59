package org.recurve.compute.autodiff;

import java.util.Optional;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Describes how derivatives pass one face of a trilinear form: the derivative of each is another of the three. */
final class ContractionDerivatives {
    private ContractionDerivatives() {}

    /** Returns the adjoint of one input. */
    static Node vjp(Op.Linear op, GraphBuilder b, Node self, int input, Node adjoint) {
        ContractionSpec spec = op.spec();
        Node first = self.input(0);
        Node second = self.input(1);
        return switch (op.operand()) {
            case OUTPUT ->
                switch (input) {
                    case 0 -> b.linear(spec, ContractionOperand.WEIGHT, second, adjoint);
                    case 1 -> b.linear(spec, ContractionOperand.INPUT, first, adjoint);
                    default -> perStart(spec, b, self.input(2), adjoint);
                };
            case INPUT ->
                input == 0
                        ? b.linear(spec, ContractionOperand.WEIGHT, adjoint, second)
                        : b.linear(spec, ContractionOperand.OUTPUT, first, adjoint);
            case WEIGHT ->
                input == 0
                        ? b.linear(spec, ContractionOperand.INPUT, adjoint, second)
                        : b.linear(spec, ContractionOperand.OUTPUT, adjoint, first);
        };
    }

    /** Returns the tangent of the result: by the product rule, and that of what the sums begin with. */
    static Optional<Node> jvp(Op.Linear op, Node self, TangentSource from) {
        GraphBuilder b = from.builder();
        Optional<Node> start =
                self.inputs().size() > 2 ? from.of(2).map(t -> spreadStart(op.spec(), b, t)) : Optional.empty();
        Optional<Node> first = from.of(0).map(t -> b.linear(op.spec(), op.operand(), t, self.input(1)));
        Optional<Node> second = from.of(1).map(t -> b.linear(op.spec(), op.operand(), self.input(0), t));
        return b.sum(b.sum(start, first), second);
    }

    private static Node perStart(ContractionSpec spec, GraphBuilder b, Node start, Node adjoint) {
        if (start.rows() == adjoint.rows()) {
            return adjoint;
        }
        int filters = spec.filters();
        int positions = spec.map().positions();
        return b.route(
                IndexTable.uniform(
                        filters,
                        adjoint.rows(),
                        spec.prefix() * positions,
                        (filter, k) -> (k / positions * filters + filter) * positions + k % positions),
                adjoint);
    }

    private static Node spreadStart(ContractionSpec spec, GraphBuilder b, Node start) {
        int rows = spec.outputRows();
        if (start.rows() == rows) {
            return start;
        }
        int positions = spec.map().positions();
        return b.route(IndexTable.gather(rows, start.rows(), row -> row / positions % spec.filters()), start);
    }
}
