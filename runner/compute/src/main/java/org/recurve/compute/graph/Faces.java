package org.recurve.compute.graph;

import java.util.Optional;
import org.recurve.compute.link.Geometry;
import org.recurve.compute.link.Role;

/** How derivatives pass one face of a trilinear form: the derivative of each is another of the three. */
final class Faces {
    private Faces() {}

    /** The adjoint of one input. */
    static Node pull(Op.Linear op, Builder b, Node self, int input, Node adjoint) {
        Geometry geometry = op.geometry();
        Node first = self.input(0);
        Node second = self.input(1);
        return switch (op.role()) {
            case OUTPUT ->
                switch (input) {
                    case 0 -> b.linear(geometry, Role.WEIGHT, second, adjoint);
                    case 1 -> b.linear(geometry, Role.INPUT, first, adjoint);
                    default -> perStart(geometry, b, self.input(2), adjoint);
                };
            case INPUT ->
                input == 0
                        ? b.linear(geometry, Role.WEIGHT, adjoint, second)
                        : b.linear(geometry, Role.OUTPUT, first, adjoint);
            case WEIGHT ->
                input == 0
                        ? b.linear(geometry, Role.INPUT, adjoint, second)
                        : b.linear(geometry, Role.OUTPUT, adjoint, first);
        };
    }

    /** The tangent of the result: by the product rule, and that of what the sums begin with. */
    static Optional<Node> push(Op.Linear op, Node self, Tangents from) {
        Builder b = from.builder();
        Optional<Node> start =
                self.inputs().size() > 2 ? from.of(2).map(t -> spreadStart(op.geometry(), b, t)) : Optional.empty();
        Optional<Node> first = from.of(0).map(t -> b.linear(op.geometry(), op.role(), t, self.input(1)));
        Optional<Node> second = from.of(1).map(t -> b.linear(op.geometry(), op.role(), self.input(0), t));
        return b.sum(b.sum(start, first), second);
    }

    private static Node perStart(Geometry geometry, Builder b, Node start, Node adjoint) {
        if (start.rows() == adjoint.rows()) {
            return adjoint;
        }
        int filters = geometry.filters();
        int positions = geometry.wiring().positions();
        return b.route(
                Table.uniform(
                        filters,
                        adjoint.rows(),
                        geometry.prefix() * positions,
                        (filter, k) -> (k / positions * filters + filter) * positions + k % positions),
                adjoint);
    }

    private static Node spreadStart(Geometry geometry, Builder b, Node start) {
        int rows = geometry.outputRows();
        if (start.rows() == rows) {
            return start;
        }
        int positions = geometry.wiring().positions();
        return b.route(Table.gather(rows, start.rows(), row -> row / positions % geometry.filters()), start);
    }
}
