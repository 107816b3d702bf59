package org.recurve.recurrence.timescale;

import java.util.List;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.recurrence.StateValues;

/**
 * Any cell whose state follows it slowly: {@code h(t) = (1 − a) h(t−1) + a h̃(t)}, where {@code h̃} is what the cell makes of
 * {@code h(t−1)}. A small leaking rate {@code a} keeps the past for some {@code 1/a} steps, whatever the weights (Jaeger et al.,
 * <i>Optimization and Applications of Echo State Networks with Leaky-Integrator Neurons</i>, 2007; <i>Deep Learning</i>, 10.9.2).
 *
 * <p>Where the cell's output is one of its state's values, what becomes of that value is the output.
 */
@Plugin(id = "leaky", version = 1, summary = "a cell whose state follows slowly, h = (1 - a) h + a new h")
public final class LeakyCell implements Cell<LeakyCell.Config, Record> {
    /** The settings. */
    public record Config(
            @Doc("the cell inside") Spec<Cell<?, ?>> cell,

            @Doc(
                    "the leaking rates a: one for all of the state, or one for each of its values (an lstm's: h, c), or for each"
                            + " element of its only value; 1 leaves the cell as it is")
            @Above(0)
            @Max(1)
            List<Double> rate) {
        public Config {
            rate = List.copyOf(rate);
        }
    }

    @Override
    public Record start(Config config, Scope scope) {
        Record begin = scope.cell("cell", config.cell()).start();
        List<Integer> sizes = StateValues.values(begin).stream()
                .map(value -> value.shape().size())
                .toList();
        int rates = config.rate().size();
        if (rates == 1 || rates == sizes.size() || sizes.equals(List.of(rates))) {
            return begin;
        }
        String holds = sizes.size() == 1
                ? "one value of " + sizes.getFirst() + " elements; give one rate, or one for each element"
                : sizes.size() + " values; give one rate, or one for each value";
        throw new InvalidSetting("leaky has " + rates + " rates, but the state of "
                + config.cell().id() + " holds " + holds);
    }

    @Override
    public Step<Record> step(Config config, Scope scope, Value x, Record state) {
        BoundCell cell = scope.cell("cell", config.cell());
        boolean byElement =
                StateValues.values(state).size() == 1 && config.rate().size() > 1;
        return StateValues.mixed(state, cell.step(x, state), (k, old, made) -> {
            Value rate = byElement
                    ? byElement(config.rate(), scope, made)
                    : scope.constant(config.rate().get(config.rate().size() == 1 ? 0 : k));
            return old.plus(made.minus(old).times(rate));
        });
    }

    private static Value byElement(List<Double> rates, Scope scope, Value value) {
        float[] each = new float[rates.size()];
        for (int unit = 0; unit < each.length; unit++) {
            each[unit] = rates.get(unit).floatValue();
        }
        return scope.constant(each, value.shape().toArray());
    }
}
