package org.recurve.recurrence;

import java.util.stream.IntStream;
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
 * <p>From an input of any shape to [steps, that shape…].
 */
@Plugin(id = "repeat", version = 1, summary = "one thing at every step: from one to many")
public final class Repeat implements Layer<Repeat.Config> {
    /** The settings. */
    public record Config(
            @Doc("length of the sequence") @Main @Min(1) int steps) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        int[] one = IntStream.concat(IntStream.of(1), IntStream.of(x.shape().toArray()))
                .toArray();
        return x.reshape(one).broadcast(Shape.of(config.steps()).with(x.shape()));
    }
}
