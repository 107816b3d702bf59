package org.recurve.recurrence;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Layers applied to every step of a sequence by itself, with the same parameters: with a dense layer inside, the readout
 * {@code o(t) = c + V h(t)} (<i>Deep Learning</i>, equation 10.10).
 *
 * <p>From [steps, features…] to [steps, output…], 0 past an example's true length. All steps are done at once.
 */
@Plugin(id = "each-step", version = 1, summary = "layers applied to every step of a sequence by itself")
public final class EachStep implements Layer<EachStep.Config> {
    /** The settings. */
    public record Config(
            @Doc("what is done to each step") @Main Layers layers) {}

    /** Nothing goes from step to step. */
    public record Nothing() {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Sequences.demand("each-step", x);
        return scope.scan(x, new Nothing(), (step, nothing) -> new Step<>(scope.apply(config.layers(), step), nothing))
                .outputs();
    }
}
