package org.recurve.recurrence;

import java.util.Optional;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * The cell that remembers only what it said: {@code h(t) = f(b + U x(t) + W s(t−1))}, {@code y(t) = g(c + V h(t))},
 * {@code s(t) = μ s(t−1) + y(t)}, with {@code s(0) = 0} (Jordan, <i>Serial Order: A Parallel Distributed Processing
 * Approach</i>, 1986). Its output is {@code y}.
 *
 * <p>From an input of any shape to [outputs]. Parameters: {@code b} [units], {@code U} [units, size of x], {@code W}
 * [units, outputs], {@code c} [outputs], {@code V} [outputs, units].
 */
@Plugin(id = "jordan", version = 1, summary = "h = f(b + U x + W s), y = g(c + V h), s = memory s + y")
public final class Jordan implements Cell<Jordan.Config, Jordan.State> {
    /** The settings. */
    public record Config(
            @Doc("hidden units") @Main @Min(1) int units,

            @Doc("size of y and of s") @Min(1) int outputs,

            @Doc("the function f") @Default("tanh") Spec<Activation<?>> activation,

            @Doc("the function g; without one, y is linear in h")
            Optional<Spec<Activation<?>>> outputActivation,

            @Doc("the factor μ: what s keeps of itself at each step") @Default("0") @Min(0) @Max(1)
            double memory,

            @Doc("how U begins") @Default("glorot") Spec<Initializer<?>> inputWeights,

            @Doc("how W begins") @Default("glorot") Spec<Initializer<?>> recurrentWeights) {}

    /** Past outputs, [outputs]. */
    public record State(Value s) {}

    @Override
    public State start(Config config, Scope scope) {
        return new State(scope.zeros(config.outputs()));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        int units = config.units();
        int outputs = config.outputs();
        Value driven = scope.linear("U", config.inputWeights(), x, units, scope.bias("b", units));
        Value a = scope.linear("W", config.recurrentWeights(), state.s(), units, driven);
        Value h = scope.apply("activation", config.activation(), a);
        Value said = scope.linear("V", h, outputs, scope.bias("c", outputs));
        Value y = config.outputActivation()
                .map(g -> scope.apply("output-activation", g, said))
                .orElse(said);
        return new Step<>(
                y,
                new State(
                        config.memory() == 0
                                ? y
                                : state.s().times(config.memory()).plus(y)));
    }
}
