package org.recurve.recurrence;

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
 * The gated recurrent unit, {@code h(t) = z h(t−1) + (1 − z) n} with {@code h(0) = 0}, whose output is its state (Cho et
 * al., <i>Learning Phrase Representations using RNN Encoder–Decoder</i>, 2014, equations 5 to 8).
 *
 * <p>{@code r = σ(b_r + U_r x + W_r h)} resets, {@code z = σ(b_z + U_z x + W_z h)} keeps, and the candidate is
 * {@code n = tanh(b_n + U_n x + W_n (r h))} where the reset comes before the product (the original), or
 * {@code n = tanh(b_n + U_n x + r (c + W_n h))} where it comes after (Chung et al. 2014 in cuDNN's form).
 *
 * <p>From an input of any shape to [units]. Parameters: {@code U-r}, {@code U-z}, {@code U-n} [units, size of x],
 * {@code W-r}, {@code W-z}, {@code W-n} [units, units], {@code b-r}, {@code b-z}, {@code b-n} and, for a reset after
 * the product, {@code c} [units].
 */
@Plugin(id = "gru", version = 1, summary = "h = z h + (1 - z) n: a reset gate r, an update gate z, a candidate n")
public final class GruCell implements Cell<GruCell.Config, GruCell.State> {
    /** Says where the reset gate stands in the candidate. */
    public enum Reset {
        /** {@code W (r h)}. */
        BEFORE,
        /** {@code r (c + W h)}. */
        AFTER
    }

    /** The settings. */
    public record Config(
            @Doc("hidden units") @Main @Min(1) int units,

            @Doc("whether the reset gate comes before or after the product with W-n") @Default("before")
            Reset reset,

            @Doc("how U-r, U-z and U-n begin") @Default("glorot")
            Spec<Initializer<?>> inputWeights,

            @Doc("how W-r, W-z and W-n begin") @Default("glorot")
            Spec<Initializer<?>> recurrentWeights) {}

    /** The hidden units, [units]. */
    public record State(Value h) {}

    @Override
    public State start(Config config, Scope scope) {
        return new State(scope.zeros(config.units()));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        Value h = state.h();
        Value r = hidden(config, scope, "W-r", h, driven(config, scope, "r", x)).sigmoid();
        Value z = hidden(config, scope, "W-z", h, driven(config, scope, "z", x)).sigmoid();
        Value driven = driven(config, scope, "n", x);
        Value n = switch (config.reset()) {
            case BEFORE -> hidden(config, scope, "W-n", r.times(h), driven).tanh();
            case AFTER ->
                hidden(config, scope, "W-n", h, scope.bias("c", config.units()))
                        .times(r)
                        .plus(driven)
                        .tanh();
        };
        Value next = z.times(h.minus(n)).plus(n);
        return new Step<>(next, new State(next));
    }

    /** Returns what the input contributes; it waits for no state, so all steps of it are done at once. */
    private static Value driven(Config config, Scope scope, String gate, Value x) {
        int units = config.units();
        return scope.linear("U-" + gate, config.inputWeights(), x, units, scope.bias("b-" + gate, units));
    }

    private static Value hidden(Config config, Scope scope, String name, Value h, Value from) {
        return scope.linear(name, config.recurrentWeights(), h, config.units(), from);
    }
}
