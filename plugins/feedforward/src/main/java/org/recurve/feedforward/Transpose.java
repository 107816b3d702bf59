package org.recurve.feedforward;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The axes in another order: axis {@code i} of the output is axis {@code axes[i]} of the input, counted from 0. With
 * {@code [1, 0]} the words of a sentence [steps, features] become [features, steps], what convolutions and poolings take.
 */
@Plugin(id = "transpose", version = 1, summary = "the axes in another order")
public final class Transpose implements Layer<Transpose.Config> {
    /** The settings. */
    public record Config(
            @Doc("for each axis of the output, the input's axis, from 0 on") @Main @Min(0)
            List<Integer> axes) {
        public Config {
            axes = List.copyOf(axes);
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Shape shape = x.shape();
        List<Integer> all = IntStream.range(0, shape.rank()).boxed().toList();
        if (!config.axes().stream().sorted().toList().equals(all)) {
            throw new InvalidSetting("transpose needs each axis of an input of shape " + shape
                    + " once, in any order of " + all + ", not " + config.axes());
        }
        return x.transpose(config.axes().stream().mapToInt(axis -> axis).toArray());
    }
}
