package org.recurve.recurrence;

import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * A cell without memory, {@code h(t) = f(b + U x(t))}. Alone it treats each step by itself; inside a topology that feeds
 * outputs back, that feedback is the only recurrence there is (<i>Deep Learning</i>, figure 10.4).
 *
 * <p>From an input of any shape to [units]. Parameters: {@code b} [units], {@code U} [units, size of x].
 */
@Plugin(id = "feedforward", version = 1, summary = "h = f(b + U x): a cell without memory")
public final class FeedforwardCell implements Cell<FeedforwardCell.Config, FeedforwardCell.State> {
    /** The settings. */
    public record Config(
            @Doc("hidden units") @Main @Min(1) int units,

            @Doc("the function f") @Default("tanh") Spec<Activation<?>> activation,

            @Doc("how U begins") @Default("glorot") Spec<Initializer<?>> inputWeights) {}

    /** Nothing is remembered. */
    public record State() {}

    @Override
    public State start(Config config, Scope scope) {
        return new State();
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        int units = config.units();
        Value a = scope.linear("U", config.inputWeights(), x, units, scope.bias("b", units));
        return new Step<>(scope.apply("activation", config.activation(), a), state);
    }
}
