package org.recurve.compute.scope;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.trace.MappedValues;
import org.recurve.compute.trace.SequenceAxes;
import org.recurve.compute.trace.ShapeBroadcast;
import org.recurve.compute.trace.TraceContext;
import org.recurve.compute.trace.TracedValue;
import org.recurve.compute.trace.sequence.SequenceAxis;

/** Applies a function to every step of a sequence by itself: all steps are positions of the same operations, no loop runs. */
final class StepTracing {
    private StepTracing() {}

    static Value each(TraceContext context, TracedValue given, UnaryOperator<Value> step) {
        if (given.shape().rank() == 0) {
            throw new IllegalArgumentException(
                    "each step of a sequence [steps, …] was asked for, but this is a scalar");
        }
        MappedValues values = context.mappings();
        if (values.extents().rank() > values.steps()) {
            throw new InvalidSetting("the steps of a sequence inside a window of a pooling are not supported; apply the"
                    + " layers before or after the pooling");
        }
        TracedValue x = spread(context, ShapeBroadcast.to(given, values.extents(), given.shape()));
        Shape steps = Shape.of(x.shape().dim(0));
        Shape extents = x.mapped().with(steps);
        Shape one = x.shape().slice(1, x.shape().rank());
        int axis = x.sequenceAxis();
        Optional<SequenceAxis> sequence = x.sequence()
                .filter(_ -> axis < extents.rank())
                .flatMap(along -> SequenceAxes.along(extents, axis, along.length()));
        TracedValue output = values.steps(extents, sequence, () -> {
            TracedValue result = context.own(step.apply(new TracedValue(context, x.node(), extents, one)));
            return values.present(ShapeBroadcast.to(result, extents, result.shape()))
                    .filled(0);
        });
        TracedValue all = new TracedValue(context, output.node(), x.mapped(), steps.with(output.shape()));
        if (!context.inScan() && x.mapped().rank() == 0) {
            context.recurrences().output(all.node());
        }
        return all;
    }

    private static TracedValue spread(TraceContext context, TracedValue x) {
        return x.same(context.axes().mark(context.builder().spread(x.calm()), x.sequence()));
    }
}
