package org.recurve.recurrence;

import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Any cell around which its input goes unchanged: {@code y(t) = x(t) + cell(x(t))} (Wu et al., <i>Google's Neural
 * Machine Translation System</i>, 2016, equation 6). The cell's output has the shape of its input.
 */
@Plugin(id = "residual", version = 1, summary = "a cell whose input is added to its output")
public final class ResidualCell implements Cell<ResidualCell.Config, Record> {
    /** The settings. */
    public record Config(@Doc("the cell inside") Spec<Cell<?, ?>> cell) {}

    @Override
    public Record start(Config config, Scope scope) {
        return scope.cell("cell", config.cell()).start();
    }

    @Override
    public Step<Record> step(Config config, Scope scope, Value x, Record state) {
        Step<Record> step = scope.cell("cell", config.cell()).step(x, state);
        return new Step<>(around(config.cell().id(), x, step.output()), step.state());
    }

    /** Returns the output of the cell {@code id} with its input added. */
    static Value around(String id, Value x, Value output) {
        if (!x.shape().equals(output.shape())) {
            throw new InvalidSetting("a residual connection adds a cell's input to its output, but " + id + " makes "
                    + output.shape() + " of " + x.shape() + "; give it as many units as it has inputs");
        }
        return x.plus(output);
    }
}
