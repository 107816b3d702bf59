package org.recurve.recurrence;

import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * A sequence of one thing, again and again: it lets a recurrence make many of one, and, between two recurrent layers, an
 * encoder's last state feed each step of a decoder (<i>Deep Learning</i>, figures 10.9 and 10.12).
 *
 * <p>From an input of any shape to [steps, that shape…]. With as many steps as the longest example's input has, an example
 * has as many as its own input.
 */
@Plugin(id = "repeat", version = 2, summary = "one thing at every step: from one to many")
public final class RepeatLayer implements Layer<RepeatLayer.Config> {
    /** The settings. */
    public record Config(
            @Doc("length of the sequence") @Main @Min(1) int steps) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        int[] one = IntStream.concat(IntStream.of(1), IntStream.of(x.shape().toArray()))
                .toArray();
        Value steps = x.reshape(one).broadcast(Shape.of(config.steps()).with(x.shape()));
        return scope.field(Field.INPUT)
                .flatMap(scope::trueLength)
                .filter(_ -> isInputsLength(config, scope))
                .map(length -> scope.withTrueLength(steps, 0, length.count()))
                .orElse(steps);
    }

    /** Returns whether a sequence as long as the longest input is made: then each example has as many steps as its input. */
    private static boolean isInputsLength(Config config, Scope scope) {
        return scope.field(Field.INPUT)
                .filter(input -> input.shape().rank() > 0)
                .filter(input -> input.shape().dim(0) == config.steps())
                .isPresent();
    }
}
