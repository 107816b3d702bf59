package org.recurve.recurrence;

import java.util.Arrays;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * A readout that looks back over the last states, the further the fainter: {@code o(t) = Σᵢ αⁱ Wᵢ h(t−i)} for {@code i}
 * from 0 to {@code window − 1}; what lies before the sequence counts as 0. Under cross-entropy it is the lectures'
 * {@code y(t) = softmax(Σᵢ αⁱ Wᵢ h(t−i))}.
 *
 * <p>From [steps, features…] to [steps, units], 0 past an example's true length. Parameters: {@code W0}, {@code W1}, …
 * [units, features]. All steps are done at once.
 */
@Plugin(id = "windowed-readout", version = 2, summary = "o(t) = sum over i of decay^i W_i h(t - i)")
public final class WindowedReadout implements Layer<WindowedReadout.Config> {
    /** The settings. */
    public record Config(
            @Doc("size of the output at each step") @Main @Min(1)
            int units,

            @Doc("how many states are looked at, the present one included") @Min(1) @Max(10_000)
            int window,

            @Doc("the factor α") @Min(0) @Max(1) double decay,

            @Doc("how the matrices W begin") @Default("glorot")
            Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SequenceValues.demand("windowed-readout", x);
        Value h = SequenceValues.flat(x);
        int steps = h.shape().dim(0);
        int features = h.shape().dim(1);
        Value[] earlier = new Value[config.window() - 1];
        if (earlier.length > 0) {
            // Rows are cut from the padded whole: past an example's end they meet steps that are absent themselves.
            Value all = scope.withPadding(CarriedState.behind(scope, "window", h, earlier.length));
            Arrays.setAll(earlier, i -> all.slice(0, earlier.length - 1 - i, earlier.length - 1 - i + steps));
        }
        Value windows = earlier.length == 0 ? h : h.concat(1, earlier);
        return scope.eachStep(windows, window -> {
            Value sum = scope.zeros(config.units());
            double factor = 1;
            for (int i = 0; i < config.window(); i++) {
                Value state = window.slice(0, i * features, (i + 1) * features);
                Value faint = i == 0 ? state : state.times(factor);
                sum = scope.linear("W" + i, config.initializer(), faint, config.units(), sum);
                factor *= config.decay();
            }
            return sum;
        });
    }
}
