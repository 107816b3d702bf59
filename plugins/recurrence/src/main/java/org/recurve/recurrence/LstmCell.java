package org.recurve.recurrence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Long short-term memory: {@code c(t) = f c(t−1) + i z}, {@code h(t) = o tanh c(t)} with {@code h(0) = c(0) = 0}, whose
 * output is {@code h} (Hochreiter and Schmidhuber 1997; the forget gate is by Gers, Schmidhuber, Cummins 2000).
 *
 * <p>{@code z = tanh(b_z + U_z x + W_z h)}, and each gate of {@code i}, {@code f}, {@code o} is
 * {@code σ(b + U x + W h)}, with peepholes {@code σ(b + U x + W h + p ⊙ c)}, where {@code o} looks at the new {@code c}
 * and the others at the old. With full gate recurrence each gate also adds {@code Σ G a} over the gates {@code a} of the
 * step before. The defaults are the cell of today's libraries; the settings span the search space of Greff, Srivastava,
 * Koutník, Steunebrink, Schmidhuber, <i>LSTM: A Search Space Odyssey</i>, 2017, whose baseline is {@code peepholes: true}.
 *
 * <p>Gradients through it have no bound {@code (αβ)^k} ({@link org.recurve.api.model.Contraction}), for no factor holds at
 * every step: {@code ∂c(t)/∂h(t−1)} contains {@code diag(c(t−1) ⊙ f′) W_f}, and {@code c} is bounded by the number of steps
 * alone, {@code |c(t)| ≤ t}; with peepholes {@code ∂c(t)/∂c(t−1) = f + c(t−1) ⊙ f′ ⊙ p_f + z ⊙ i′ ⊙ p_i} contains it, too. What
 * the literature bounds is the one path {@code c(t−1) → c(t)} without peepholes, by {@code f ≤ 1} (Hochreiter and Schmidhuber).
 *
 * <p>From an input of any shape to [units]. Parameters, for {@code z} and every gate {@code g} there is: {@code U-g}
 * [units, size of x], {@code W-g} [units, units], {@code b-g} [units], {@code p-g} [units] beginning with zeros, {@code G-ga} [units, units].
 */
@Plugin(id = "lstm", version = 1, summary = "c = f c + i z, h = o tanh c: gates i, f, o guard a memory c")
public final class LstmCell implements Cell<LstmCell.Config, LstmCell.State> {
    /** Describes what decides how much of the memory is kept. */
    public enum Forget {
        /** A gate of its own. */
        GATE,
        /** Keeps what the input gate leaves, {@code f = 1 − i}. */
        COUPLED,
        /** Nothing: {@code f = 1}. */
        NONE
    }

    /** The settings. */
    public record Config(
            @Doc("memory cells") @Main @Min(1) int units,

            @Doc("whether there is an input gate; without one, i = 1") @Default("true")
            boolean inputGate,

            @Doc("what decides about forgetting: a gate, the input gate (coupled, f = 1 - i), or none (f = 1)")
            @Default("gate")
            Forget forget,

            @Doc("whether there is an output gate; without one, o = 1") @Default("true")
            boolean outputGate,

            @Doc("whether z goes through tanh") @Default("true")
            boolean inputActivation,

            @Doc("whether c goes through tanh on its way out") @Default("true")
            boolean outputActivation,

            @Doc("whether gates see the memory") @Default("false")
            boolean peepholes,

            @Doc("whether gates see all gates of the step before") @Default("false")
            boolean fullGateRecurrence,

            @Doc("how b-f begins; a positive forget bias keeps memory from the start") @Default("{constant: 1}")
            Spec<Initializer<?>> forgetBias,

            @Doc("how the matrices U begin") @Default("glorot")
            Spec<Initializer<?>> inputWeights,

            @Doc("how the matrices W and G begin") @Default("glorot")
            Spec<Initializer<?>> recurrentWeights) {
        public Config {
            if (forget == Forget.COUPLED && !inputGate) {
                throw new InvalidSetting("\"forget: coupled\" makes the forget gate of the input gate, but"
                        + " \"input-gate: false\" leaves none; choose \"forget: gate\" or \"forget: none\"");
            }
        }
    }

    /**
     * Describes what is left to the next step.
     *
     * @param h output, [units]
     * @param c memory, [units]
     * @param gates with full gate recurrence the gates there are, in the order i, f, o, [units] each; else empty
     */
    public record State(Value h, Value c, List<Value> gates) {
        public State {
            gates = List.copyOf(gates);
        }
    }

    @Override
    public State start(Config config, Scope scope) {
        Value zeros = scope.zeros(config.units());
        int remembered = config.fullGateRecurrence() ? Gates.names(config).size() : 0;
        return new State(zeros, zeros, Collections.nCopies(remembered, zeros));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        Gates gates = new Gates(config, scope, x, state);
        Value net = gates.net("z");
        Value z = config.inputActivation() ? net.tanh() : net;
        Optional<Value> i = config.inputGate() ? Optional.of(gates.gate("i", state.c())) : Optional.empty();
        Optional<Value> f = switch (config.forget()) {
            case GATE -> Optional.of(gates.gate("f", state.c()));
            case COUPLED -> i.map(gate -> gate.negate().plus(1));
            case NONE -> Optional.empty();
        };
        Value c = f.map(state.c()::times).orElse(state.c()).plus(i.map(z::times).orElse(z));
        Value shown = config.outputActivation() ? c.tanh() : c;
        Optional<Value> o = config.outputGate() ? Optional.of(gates.gate("o", c)) : Optional.empty();
        Value h = o.map(shown::times).orElse(shown);
        List<Value> remembered = new ArrayList<>();
        if (config.fullGateRecurrence()) {
            i.ifPresent(remembered::add);
            f.filter(gate -> config.forget() == Forget.GATE).ifPresent(remembered::add);
            o.ifPresent(remembered::add);
        }
        return new Step<>(h, new State(h, c, remembered));
    }

    /** The gates of one step. */
    private record Gates(Config config, Scope scope, Value x, State before) {
        /** Returns the gates that have parameters, in the order of the state. */
        static List<String> names(Config config) {
            List<String> names = new ArrayList<>();
            if (config.inputGate()) {
                names.add("i");
            }
            if (config.forget() == Forget.GATE) {
                names.add("f");
            }
            if (config.outputGate()) {
                names.add("o");
            }
            return names;
        }

        /** {@code b + U x + W h}; the input comes first in the chain, since all steps of it can be done at once. */
        Value net(String name) {
            int units = config.units();
            Value driven = scope.linear("U-" + name, config.inputWeights(), x, units, bias(name));
            return scope.linear("W-" + name, config.recurrentWeights(), before.h(), units, driven);
        }

        private Value bias(String name) {
            int units = config.units();
            return name.equals("f")
                    ? scope.weight("b-f", config.forgetBias(), new Weights(Shape.of(units), 1, 1))
                    : scope.bias("b-" + name, units);
        }

        /** @param c the memory that the gate sees */
        Value gate(String name, Value c) {
            int units = config.units();
            Value net = net(name);
            List<String> others = config.fullGateRecurrence() ? names(config) : List.of();
            for (int k = 0; k < others.size(); k++) {
                net = scope.linear(
                        "G-" + name + others.get(k),
                        config.recurrentWeights(),
                        before.gates().get(k),
                        units,
                        net);
            }
            if (config.peepholes()) {
                net = net.plus(scope.bias("p-" + name, units).times(c));
            }
            return net.sigmoid();
        }
    }
}
