package org.recurve.compute.trace;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.model.Value;
import org.recurve.compute.autodiff.ReverseMode;
import org.recurve.compute.ir.Node;

/** Records gradients that a model uses as values: a plugin may penalize them, and they can be differentiated again. */
final class GradientTracing {
    private GradientTracing() {}

    /**
     * Returns the gradients of a scalar.
     *
     * @param with the values that it is differentiated with respect to
     * @return a gradient of the shape of each
     */
    static List<Value> of(TracedValue scalar, Value... with) {
        if (scalar.shape().size() != 1) {
            throw new IllegalArgumentException("only a scalar has a gradient, not a value of shape " + scalar.shape());
        }
        TraceContext context = scalar.context();
        List<TracedValue> operands = Stream.of(with).map(context::own).toList();
        List<Node> gradients = ReverseMode.gradient(
                context.builder(),
                scalar.node(),
                operands.stream().map(TracedValue::node).toList());
        return IntStream.range(0, with.length)
                .mapToObj(i -> (Value)
                        operands.get(i).like(gradients.get(i), operands.get(i).node()))
                .toList();
    }
}
