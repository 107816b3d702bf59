package org.recurve.recurrence;

import java.util.List;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Any cell, some of whose state stands still: in training each element of the state keeps its old value with probability
 * {@code p}, redrawn for each example and step; in evaluation it becomes the mean, {@code p old + (1 − p) new}
 * (Krueger et al., <i>Zoneout: Regularizing RNNs by Randomly Preserving Hidden Activations</i>, 2017).
 *
 * <p>Where the cell's output is one of its state's values, what is left of that value is the output.
 */
@Plugin(id = "zoneout", version = 1, summary = "a cell in which random elements of the state keep their values")
public final class ZoneoutCell implements Cell<ZoneoutCell.Config, Record> {
    /** The settings. */
    public record Config(
            @Doc("the cell inside") Spec<Cell<?, ?>> cell,

            @Doc("the probability p: one for all of the state, or one for each of its values (an lstm's: h, c)")
            @Min(0)
            @Max(1)
            List<Double> rate) {
        public Config {
            rate = List.copyOf(rate);
        }
    }

    @Override
    public Record start(Config config, Scope scope) {
        Record start = scope.cell("cell", config.cell()).start();
        int values = StateValues.values(start).size();
        int rates = config.rate().size();
        if (rates != 1 && rates != values) {
            throw new InvalidSetting("zoneout has " + rates + " rates, but the state of "
                    + config.cell().id() + " holds " + values + " values; give one rate, or one for each value");
        }
        return start;
    }

    @Override
    public Step<Record> step(Config config, Scope scope, Value x, Record state) {
        BoundCell cell = scope.cell("cell", config.cell());
        return StateValues.mixed(state, cell.step(x, state), (k, before, after) -> {
            double rate = config.rate().get(config.rate().size() == 1 ? 0 : k);
            return rate == 0 ? after : mixed(scope, k, rate, before, after);
        });
    }

    private static Value mixed(Scope scope, int which, double rate, Value before, Value after) {
        if (!scope.training()) {
            return before.minus(after).times(rate).plus(after);
        }
        Value draw = scope.uniform("zoneout" + which, after.shape().toArray());
        return draw.greaterThan(rate).choose(after, before);
    }
}
