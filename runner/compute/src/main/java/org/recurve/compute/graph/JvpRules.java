package org.recurve.compute.graph;

import java.util.List;
import java.util.Optional;
import org.recurve.compute.elementwise.Function;

/**
 * The Jacobian-vector product of every operation, on one page: the tangent of a result from the tangents of its inputs,
 * recorded as further operations. A new operation does not compile before it has its line here.
 */
final class JvpRules {
    private JvpRules() {}

    /** Returns the tangent of {@code self}; empty if it is zero. */
    static Optional<Node> apply(Node self, Tangents from) {
        Builder b = from.builder();
        return switch (self.op()) {
            case Op.Source _, Op.Fill _, Op.Literal _, Op.Argmax _, Op.Stop _ -> Optional.empty();
            case Op.Apply(Function function) -> elementwise(function, self, from);
            case Op.Linear linear -> Faces.push(linear, self, from);
            case Op.Route route -> from.of(0).map(t -> b.route(route.table(), t));
            case Op.Join _ -> join(self, from);
            case Op.Pick pick -> moved(pick, self, from);
            case Op.Place place -> moved(place, self, from);
            case Op.Collect collect -> moved(collect, self, from);
            case Op.BatchSum _ -> from.of(0).map(t -> b.batchSum(b.spread(t)));
            case Op.Spread _ -> from.of(0).map(b::spread);
            case Op.Final _, Op.Stacked _ -> from.read(self);
            case Op.Scan _ -> from.scan(self);
        };
    }

    private static Optional<Node> elementwise(Function function, Node self, Tangents from) {
        Optional<Node> sum = Optional.empty();
        for (int i = 0; i < self.inputs().size(); i++) {
            int input = i;
            Optional<Node> term = from.of(i).flatMap(t -> Slopes.along(from.builder(), function, self, input, t));
            sum = from.builder().sum(sum, term);
        }
        return sum;
    }

    private static Optional<Node> join(Node self, Tangents from) {
        List<Optional<Node>> tangents = from.all();
        if (tangents.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        Node[] parts = new Node[tangents.size()];
        for (int i = 0; i < parts.length; i++) {
            int rows = self.input(i).rows();
            parts[i] = tangents.get(i).orElseGet(() -> from.builder().fill(0, rows));
        }
        return Optional.of(from.builder().join(parts));
    }

    /** A move by index is linear in what it moves. */
    private static Optional<Node> moved(Op.Switched op, Node self, Tangents from) {
        return from.of(0).map(t -> from.builder().add(op, t, self.input(1)));
    }
}
