package org.recurve.recurrence.timescale;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Modules of units, each with a clock of its own: the module of period {@code T} moves at the steps 0, T, 2T, … of the
 * sequence and stands still between them. Each reads the input, itself and all slower modules,
 * {@code hᵢ(t) = f(bᵢ + Uᵢ x(t) + Σ_{Tⱼ ≥ Tᵢ} Wᵢⱼ hⱼ(t−1))}; the output is all modules side by side (Koutník et al., <i>A
 * Clockwork RNN</i>, 2014).
 *
 * <p>From an input of any shape to [modules · units]. Parameters, modules counted from 1 in the order of {@code periods}:
 * {@code b1} [units], {@code U1} [units, size of x], {@code W1-1} [units, units], {@code W1-2}, …
 */
@Plugin(id = "clockwork", version = 1, summary = "modules of units, the slower ones moving only every T steps")
public final class ClockworkCell implements Cell<ClockworkCell.Config, ClockworkCell.State> {
    /** The settings. */
    public record Config(
            @Doc("units of each module") @Min(1) int units,

            @Doc("the periods T of the modules, each at least as long as the one before") @Min(1) @Max(1_000_000)
            List<Integer> periods,

            @Doc("the function f") @Default("tanh") Spec<Activation<?>> activation,

            @Doc("how U begins") @Default("glorot") Spec<Initializer<?>> inputWeights,

            @Doc("how W begins") @Default("glorot") Spec<Initializer<?>> recurrentWeights) {
        public Config {
            periods = List.copyOf(periods);
            if (periods.isEmpty()) {
                throw new InvalidSetting("periods is empty; name at least one, such as [1, 2, 4, 8]");
            }
            if (!periods.stream().sorted().toList().equals(periods)) {
                throw new InvalidSetting("periods " + periods + " are not in order; begin with the shortest");
            }
        }
    }

    /**
     * Describes what it remembers.
     *
     * @param h of each module
     * @param clock how many steps ago each module moved, [modules]; 0 where it moves now
     */
    public record State(List<Value> h, Value clock) {
        public State {
            h = List.copyOf(h);
        }
    }

    @Override
    public State start(Config config, Scope scope) {
        int modules = config.periods().size();
        return new State(Collections.nCopies(modules, scope.zeros(config.units())), scope.zeros(modules));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        int modules = config.periods().size();
        Value moves = state.clock().equalTo(0);
        List<Value> h = new ArrayList<>();
        for (int i = 0; i < modules; i++) {
            Value a = scope.linear(
                    "U" + (i + 1), config.inputWeights(), x, config.units(), scope.bias("b" + (i + 1), config.units()));
            for (int j = i; j < modules; j++) {
                String name = "W" + (i + 1) + "-" + (j + 1);
                a = scope.linear(name, config.recurrentWeights(), state.h().get(j), config.units(), a);
            }
            Value moved = scope.apply("activation", config.activation(), a);
            h.add(moves.at(0, i)
                    .broadcast(moved.shape())
                    .choose(moved, state.h().get(i)));
        }
        float[] periods = new float[modules];
        for (int i = 0; i < modules; i++) {
            periods[i] = config.periods().get(i);
        }
        Value next = state.clock().plus(1);
        Value again = next.equalTo(scope.constant(periods, modules));
        Value output = h.getFirst().concat(0, h.subList(1, modules).toArray(Value[]::new));
        return new Step<>(output, new State(h, again.choose(scope.zeros(modules), next)));
    }
}
