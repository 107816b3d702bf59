package org.recurve.recurrence;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Layers applied to every step of a sequence by itself, with the same parameters: with a dense layer inside, the readout
 * {@code o(t) = c + V h(t)} (<i>Deep Learning</i>, equation 10.10).
 *
 * <p>From [steps, features…] to [steps, output…], 0 past an example's true length. All steps are done at once. Statistics
 * of a batch, such as those of batch normalisation, are taken over the examples and their true steps, and what layers add
 * to the loss is summed over the true steps. Recurrent layers stand beside it, not inside.
 */
@Plugin(id = "each-step", version = 2, summary = "layers applied to every step of a sequence by itself")
public final class EachStep implements Layer<EachStep.Config> {
    /** The settings. */
    public record Config(
            @Doc("what is done to each step") @Main Layers layers) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("each-step", x);
        return scope.eachStep(x, step -> scope.apply(config.layers(), step));
    }
}
