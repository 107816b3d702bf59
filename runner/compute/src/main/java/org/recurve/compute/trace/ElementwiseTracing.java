package org.recurve.compute.trace;

import static org.recurve.compute.ir.ElementwiseFunction.CHOOSE;
import static org.recurve.compute.ir.ElementwiseFunction.DIVIDE;
import static org.recurve.compute.ir.ElementwiseFunction.LOG;
import static org.recurve.compute.ir.ElementwiseFunction.SQRT;

import java.util.List;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;

/**
 * Applies functions to values element by element. Where a sequence has ended, operands are set to numbers of which the
 * function and its derivative are finite.
 */
final class ElementwiseTracing {
    private ElementwiseTracing() {}

    static TracedValue apply(ElementwiseFunction function, TracedValue x) {
        boolean steep = function == LOG || function == SQRT; // infinite, or with an infinite slope, at zero
        Node operand = steep ? x.context().axes().harmless(x.node()) : x.calm();
        return x.like(x.context().builder().apply(function, operand), x.node());
    }

    /** Applies a function of two values, which are broadcast to each other's shape. */
    static TracedValue apply(ElementwiseFunction function, TracedValue x, Value other) {
        TraceContext context = x.context();
        List<TracedValue> pair = ShapeBroadcast.together(List.of(x, context.own(other)));
        TracedValue a = pair.getFirst();
        TracedValue b = pair.getLast();
        Node second = function == DIVIDE ? context.axes().harmless(b.node()) : b.calm();
        return a.like(context.builder().apply(function, a.calm(), second), a.node(), b.node());
    }

    static TracedValue apply(ElementwiseFunction function, TracedValue x, double other) {
        GraphBuilder builder = x.context().builder();
        Node operand = x.calm(); // recorded before the constant
        return x.like(
                builder.apply(
                        function, operand, builder.fill((float) other, x.node().rows())),
                x.node());
    }

    /** Returns {@code yes} where the condition is not zero, {@code no} elsewhere. */
    static TracedValue choose(TracedValue condition, Value yes, Value no) {
        TraceContext context = condition.context();
        List<TracedValue> three = ShapeBroadcast.together(List.of(condition, context.own(yes), context.own(no)));
        Node[] nodes = three.stream().map(TracedValue::calm).toArray(Node[]::new);
        return three.getFirst().like(context.builder().apply(CHOOSE, nodes), nodes);
    }
}
