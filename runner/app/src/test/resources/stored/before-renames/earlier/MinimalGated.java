package earlier;

import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The minimal gated unit, {@code f = σ(U_f x + W_f h)}, {@code h ← (1 − f) h + f tanh(U x + W (f h))}, biases left out
 * of the formula (Zhou, Wu, Zhang, Zhou, <i>Minimal Gated Unit for Recurrent Neural Networks</i>, 2016).
 */
@Plugin(
        id = "earlier-minimal-gated",
        version = 1,
        summary = "h = (1 - f) h + f tanh(U x + W (f h)), f = sigmoid(U x + W h)")
public final class MinimalGated implements Cell<MinimalGated.Config, MinimalGated.State> {
    /** The settings. */
    public record Config(@Doc("hidden units") @Main @Min(1) int units) {}

    /** The hidden units, [units]. */
    public record State(Value h) {}

    @Override
    public State start(Config config, Scope scope) {
        return new State(scope.zeros(config.units()));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        int units = config.units();
        Value h = state.h();
        Value gate = scope.linear("W-gate", h, units, scope.linear("U-gate", x, units, scope.bias("b-gate", units)))
                .sigmoid();
        Value candidate = scope.linear("W", gate.times(h), units, scope.linear("U", x, units, scope.bias("b", units)))
                .tanh();
        Value next = h.plus(gate.times(candidate.minus(h)));
        return new Step<>(next, new State(next));
    }
}
