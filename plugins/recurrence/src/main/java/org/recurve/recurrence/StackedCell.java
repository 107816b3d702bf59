package org.recurve.recurrence;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Cells on top of each other as one cell: each reads the output of the one below it at the same step, and the topmost
 * cell's output is the stack's (<i>Deep Learning</i>, figure 10.13 a). Any topology can hold it.
 */
@Plugin(id = "stacked", version = 1, summary = "cells on top of each other, as one cell")
public final class StackedCell implements Cell<StackedCell.Config, StackedCell.State> {
    /** The settings. */
    public record Config(
            @Doc("the cells, from the input upwards") @Main List<Spec<Cell<?, ?>>> cells,

            @Doc("whether each cell above the first adds its input to its output") @Default("false")
            boolean residual) {
        public Config {
            cells = List.copyOf(cells);
            if (cells.isEmpty()) {
                throw new InvalidSetting("a stack needs at least one cell");
            }
        }
    }

    /** The states of the cells, from the input upwards. */
    public record State(List<Record> levels) {
        public State {
            levels = List.copyOf(levels);
        }
    }

    @Override
    public State start(Config config, Scope scope) {
        List<Record> levels = new ArrayList<>();
        for (int level = 0; level < config.cells().size(); level++) {
            levels.add(scope.cell(name(level), config.cells().get(level)).start());
        }
        return new State(levels);
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        Value output = x;
        List<Record> levels = new ArrayList<>();
        for (int level = 0; level < config.cells().size(); level++) {
            Spec<Cell<?, ?>> cell = config.cells().get(level);
            Step<Record> step =
                    scope.cell(name(level), cell).step(output, state.levels().get(level));
            output = config.residual() && level > 0
                    ? ResidualCell.around(cell.id(), output, step.output())
                    : step.output();
            levels.add(step.state());
        }
        return new Step<>(output, new State(levels));
    }

    private static String name(int level) {
        return "cell" + (level + 1);
    }
}
