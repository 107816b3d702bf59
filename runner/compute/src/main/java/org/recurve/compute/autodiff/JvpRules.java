package org.recurve.compute.autodiff;

import java.util.List;
import java.util.Optional;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * The Jacobian-vector product of every operation, on one page: the tangent of a result from the tangents of its inputs,
 * recorded as further operations. A new operation does not compile before it has its line here.
 */
final class JvpRules {
    private JvpRules() {}

    /** Returns the tangent of {@code self}; empty if it is zero. */
    static Optional<Node> apply(Node self, TangentSource from) {
        GraphBuilder b = from.builder();
        return switch (self.op()) {
            case Op.GraphSource _, Op.Fill _, Op.Literal _, Op.Argmax _, Op.StopGradient _ -> Optional.empty();
            case Op.Elementwise(ElementwiseFunction function) -> elementwise(function, self, from);
            case Op.Linear linear -> ContractionDerivatives.jvp(linear, self, from);
            case Op.MatrixProduct(MatrixProductSpec spec) ->
                b.sum(
                        from.of(0).map(t -> b.product(spec, t, self.input(1))),
                        from.of(1).map(t -> b.product(spec, self.input(0), t)));
            case Op.GatherSum gatherSum -> from.of(0).map(t -> b.route(gatherSum.table(), t));
            case Op.Concat _ -> join(self, from);
            case Op.TakeAlong takeAlong -> moved(takeAlong, self, from);
            case Op.ScatterAdd scatterAdd -> moved(scatterAdd, self, from);
            case Op.ScatterAddShared shared -> moved(shared, self, from);
            case Op.BatchSum _ -> from.of(0).map(t -> b.batchSum(b.spread(t)));
            case Op.Broadcast _ -> from.of(0).map(b::spread);
            case Op.ScanCarry _, Op.ScanOutputs _ -> from.read(self);
            case Op.Scan _ -> from.scan(self);
        };
    }

    private static Optional<Node> elementwise(ElementwiseFunction function, Node self, TangentSource from) {
        Optional<Node> sum = Optional.empty();
        for (int i = 0; i < self.inputs().size(); i++) {
            int input = i;
            Optional<Node> term =
                    from.of(i).flatMap(t -> ElementwiseDerivatives.along(from.builder(), function, self, input, t));
            sum = from.builder().sum(sum, term);
        }
        return sum;
    }

    private static Optional<Node> join(Node self, TangentSource from) {
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

    /** Returns the tangent of a move by index, which is linear in what it moves. */
    private static Optional<Node> moved(Op.IndexedMove op, Node self, TangentSource from) {
        return from.of(0).map(t -> from.builder().add(op, t, self.input(1)));
    }
}
