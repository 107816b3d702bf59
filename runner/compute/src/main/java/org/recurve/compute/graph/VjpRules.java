package org.recurve.compute.graph;

import java.util.function.Supplier;
import org.recurve.compute.elementwise.Function;

/**
 * The vector-Jacobian product of every operation, on one page: sends the adjoint of a result to the inputs that want
 * one, by recording further operations. A new operation does not compile before it has its line here.
 */
final class VjpRules {
    private VjpRules() {}

    /** Sends the adjoint of {@code self}, which has its rows, to its inputs. */
    static void apply(Node self, Adjoints to) {
        Builder b = to.builder();
        switch (self.op()) {
            case Op.Source _, Op.Fill _, Op.Literal _, Op.Argmax _, Op.Stop _ -> {}
            case Op.Apply(Function function) -> elementwise(function, self, to);
            case Op.Linear linear -> {
                Node adjoint = to.adjoint();
                for (int i = 0; i < self.inputs().size(); i++) {
                    if (to.wants(i)) {
                        to.add(i, Faces.pull(linear, b, self, i, adjoint));
                    }
                }
            }
            case Op.Route(Table table) -> first(to, () -> b.route(table.transposed(), to.adjoint()));
            case Op.Join _ -> join(self, to);
            case Op.Pick pick -> first(to, () -> b.add(transpose(pick, self), to.adjoint(), self.input(1)));
            case Op.Place(Table table) -> first(to, () -> b.add(new Op.Pick(table), to.adjoint(), self.input(1)));
            case Op.Collect(Table table) -> first(to, () -> b.add(new Op.Pick(table), to.adjoint(), self.input(1)));
            case Op.BatchSum _ -> first(to, () -> b.spread(to.adjoint()));
            case Op.Spread _ -> first(to, () -> b.batchSum(to.adjoint()));
            case Op.Final _, Op.Stacked _ -> to.read(self, to.adjoint());
            case Op.Scan _ -> to.scan(self);
        }
    }

    private static void first(Adjoints to, Supplier<Node> adjoint) {
        if (to.wants(0)) {
            to.add(0, adjoint.get());
        }
    }

    private static void elementwise(Function function, Node self, Adjoints to) {
        Node adjoint = to.adjoint();
        for (int i = 0; i < self.inputs().size(); i++) {
            if (to.wants(i)) {
                int input = i;
                Slopes.along(to.builder(), function, self, i, adjoint).ifPresent(a -> to.add(input, a));
            }
        }
    }

    private static void join(Node self, Adjoints to) {
        Node adjoint = to.adjoint();
        int from = 0;
        for (int i = 0; i < self.inputs().size(); i++) {
            int start = from;
            int rows = self.input(i).rows();
            if (to.wants(i)) {
                to.add(i, to.builder().route(Table.gather(rows, adjoint.rows(), row -> start + row), adjoint));
            }
            from += rows;
        }
    }

    private static Op transpose(Op.Pick pick, Node self) {
        boolean common = self.input(0).shared() && !self.shared();
        return common ? new Op.Collect(pick.table()) : new Op.Place(pick.table());
    }
}
