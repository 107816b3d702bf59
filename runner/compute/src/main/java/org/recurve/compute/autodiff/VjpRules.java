package org.recurve.compute.autodiff;

import java.util.function.Supplier;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * The vector-Jacobian product of every operation, on one page: sends the adjoint of a result to the inputs that want
 * one, by recording further operations. A new operation does not compile before it has its line here.
 */
final class VjpRules {
    private VjpRules() {}

    /** Sends the adjoint of {@code self}, which has its rows, to its inputs. */
    static void apply(Node self, CotangentSink to) {
        GraphBuilder b = to.builder();
        switch (self.op()) {
            case Op.GraphSource _, Op.Fill _, Op.Literal _, Op.Argmax _, Op.StopGradient _ -> {}
            case Op.Elementwise(ElementwiseFunction function) -> elementwise(function, self, to);
            case Op.Linear linear -> {
                Node adjoint = to.adjoint();
                for (int i = 0; i < self.inputs().size(); i++) {
                    if (to.wants(i)) {
                        to.add(i, ContractionDerivatives.vjp(linear, b, self, i, adjoint));
                    }
                }
            }
            case Op.MatrixProduct(MatrixProductSpec spec) -> product(spec, self, to);
            case Op.GatherSum(IndexTable table) -> first(to, () -> b.route(table.transposed(), to.adjoint()));
            case Op.Concat _ -> join(self, to);
            case Op.TakeAlong takeAlong ->
                first(to, () -> b.add(transpose(takeAlong, self), to.adjoint(), self.input(1)));
            case Op.ScatterAdd(IndexTable table) ->
                first(to, () -> b.add(new Op.TakeAlong(table), to.adjoint(), self.input(1)));
            case Op.ScatterAddShared(IndexTable table) ->
                first(to, () -> b.add(new Op.TakeAlong(table), to.adjoint(), self.input(1)));
            case Op.BatchSum _ -> first(to, () -> b.spread(to.adjoint()));
            case Op.Broadcast _ -> first(to, () -> b.batchSum(to.adjoint()));
            case Op.ScanCarry _, Op.ScanOutputs _ -> to.read(self, to.adjoint());
            case Op.Scan _ -> to.scan(self);
        }
    }

    private static void first(CotangentSink to, Supplier<Node> adjoint) {
        if (to.wants(0)) {
            to.add(0, adjoint.get());
        }
    }

    private static void product(MatrixProductSpec spec, Node self, CotangentSink to) {
        Node adjoint = to.adjoint();
        if (to.wants(0)) {
            to.add(0, to.builder().product(spec.towardsLeft(), adjoint, self.input(1)));
        }
        if (to.wants(1)) {
            to.add(1, to.builder().product(spec.towardsRight(), self.input(0), adjoint));
        }
    }

    private static void elementwise(ElementwiseFunction function, Node self, CotangentSink to) {
        Node adjoint = to.adjoint();
        for (int i = 0; i < self.inputs().size(); i++) {
            if (to.wants(i)) {
                int input = i;
                ElementwiseDerivatives.along(to.builder(), function, self, i, adjoint)
                        .ifPresent(a -> to.add(input, a));
            }
        }
    }

    private static void join(Node self, CotangentSink to) {
        Node adjoint = to.adjoint();
        int from = 0;
        for (int i = 0; i < self.inputs().size(); i++) {
            int start = from;
            int rows = self.input(i).rows();
            if (to.wants(i)) {
                to.add(i, to.builder().route(IndexTable.gather(rows, adjoint.rows(), row -> start + row), adjoint));
            }
            from += rows;
        }
    }

    private static Op transpose(Op.TakeAlong takeAlong, Node self) {
        boolean common = self.input(0).shared() && !self.shared();
        return common ? new Op.ScatterAddShared(takeAlong.table()) : new Op.ScatterAdd(takeAlong.table());
    }
}
