package org.recurve.recurrence;

import java.util.Optional;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Contraction;
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
 * The simple recurrent cell, {@code h(t) = f(b + U x(t) + W h(t−1))} with {@code h(0) = 0}, whose output is its state
 * (Elman, <i>Finding Structure in Time</i>, 1990; <i>Deep Learning</i>, equations 10.8 and 10.9). With
 * {@code activation: relu} and {@code recurrent-weights: identity} it is the IRNN of Le, Jaitly, Hinton (2015).
 *
 * <p>From an input of any shape to [units]. Parameters: {@code b} [units], {@code U} [units, size of x],
 * {@code W} [units, units].
 */
@Plugin(id = "elman", version = 1, summary = "h = f(b + U x + W h)")
public final class ElmanCell implements Cell<ElmanCell.Config, ElmanCell.State> {
    /** The settings. */
    public record Config(
            @Doc("hidden units") @Main @Min(1) int units,

            @Doc("the function f") @Default("tanh") Spec<Activation<?>> activation,

            @Doc("how U begins") @Default("glorot") Spec<Initializer<?>> inputWeights,

            @Doc("how W begins") @Default("glorot") Spec<Initializer<?>> recurrentWeights) {}

    /** The hidden units, [units]. */
    public record State(Value h) {}

    @Override
    public State start(Config config, Scope scope) {
        return new State(scope.zeros(config.units()));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        int units = config.units();
        // The input's part comes first in the chain: it waits for no state, so all steps of it are done at once.
        Value driven = scope.linear("U", config.inputWeights(), x, units, scope.bias("b", units));
        Value a = scope.linear("W", config.recurrentWeights(), state.h(), units, driven);
        Value h = scope.apply("activation", config.activation(), a);
        return new Step<>(h, new State(h));
    }

    @Override
    public Optional<Contraction> contraction(Config config) {
        return Activation.slope(config.activation()).stream()
                .mapToObj(slope -> new Contraction("W", slope))
                .findFirst();
    }
}
