package org.recurve.compute.trace;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;

/** Applies a function to every step of a sequence by itself: all steps are positions of the same operations, no loop runs. */
final class Stepping {
    private Stepping() {}

    static Value each(Tracer tracer, Traced given, UnaryOperator<Value> step) {
        if (given.shape().rank() == 0) {
            throw new IllegalArgumentException(
                    "each step of a sequence [steps, …] was asked for, but this is a scalar");
        }
        Mappings mappings = tracer.mappings();
        if (mappings.extents().rank() > mappings.steps()) {
            throw new InvalidSetting("the steps of a sequence inside a window of a pooling are not supported; apply the"
                    + " layers before the pooling or behind it");
        }
        Traced x = spread(tracer, Broadcasting.to(given, mappings.extents(), given.shape()));
        Shape steps = Shape.of(x.shape().dim(0));
        Shape extents = x.mapped().with(steps);
        Shape one = x.shape().slice(1, x.shape().rank());
        int axis = x.sequenceAxis();
        Optional<SequenceAxis> sequence = x.sequence()
                .filter(_ -> axis < extents.rank())
                .flatMap(along -> SequenceAxes.along(extents, axis, along.length()));
        Traced output = mappings.steps(extents, sequence, () -> {
            Traced result = tracer.own(step.apply(new Traced(tracer, x.node(), extents, one)));
            return mappings.present(Broadcasting.to(result, extents, result.shape()))
                    .filled(0);
        });
        Traced all = new Traced(tracer, output.node(), x.mapped(), steps.with(output.shape()));
        if (!tracer.inScan() && x.mapped().rank() == 0) {
            tracer.recurrences().add(all.node());
        }
        return all;
    }

    private static Traced spread(Tracer tracer, Traced x) {
        return x.same(tracer.axes().mark(tracer.builder().spread(x.calm()), x.sequence()));
    }
}
