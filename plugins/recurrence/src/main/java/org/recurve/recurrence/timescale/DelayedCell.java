package org.recurve.recurrence.timescale;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.recurve.recurrence.StateValues;

/**
 * Any cell that also reads what it remembered some steps ago: behind {@code x(t)} stands {@code h(t−d)} for each delay
 * {@code d}, zeros before the sequence. A gradient then goes {@code d} steps back in one, through a skip connection in time
 * (Lin et al., <i>Learning Long-Term Dependencies Is Not as Difficult with NARX Recurrent Neural Networks</i>, 1996; <i>Deep
 * Learning</i>, 10.9.1).
 *
 * <p>{@code h} is the first value of the cell's state: an elman's or lstm's {@code h}, a jordan's past output. So a {@code jordan}
 * inside reads several past outputs, as a NARX network does.
 */
@Plugin(id = "delayed", version = 1, summary = "a cell that also reads its state of some steps ago, h(t - d)")
public final class DelayedCell implements Cell<DelayedCell.Config, DelayedCell.State> {
    /** The settings. */
    public record Config(
            @Doc("the cell inside") Spec<Cell<?, ?>> cell,

            @Doc("how many steps ago, one or a list; the step before is 1") @Min(1) @Max(256)
            List<Integer> delays) {
        public Config {
            delays = List.copyOf(delays);
            if (delays.isEmpty()) {
                throw new InvalidSetting("delays is empty; name at least one, such as [4]");
            }
            if (delays.stream().distinct().count() < delays.size()) {
                throw new InvalidSetting("delays " + delays + " names a delay twice; name each once");
            }
        }

        private int longest() {
            return delays.stream().mapToInt(Integer::intValue).max().orElseThrow();
        }
    }

    /**
     * Describes what it remembers.
     *
     * @param cell the cell's own state
     * @param past its first value before the last one, two steps ago and further
     */
    public record State(Record cell, List<Value> past) {
        public State {
            past = List.copyOf(past);
        }
    }

    @Override
    public State start(Config config, Scope scope) {
        Record start = scope.cell("cell", config.cell()).start();
        Value before = scope.zeros(remembered(config, start).shape().toArray());
        return new State(
                start, Stream.generate(() -> before).limit(config.longest() - 1).toList());
    }

    private static Value remembered(Config config, Record state) {
        return StateValues.values(state).stream()
                .findFirst()
                .orElseThrow(() -> new InvalidSetting("delayed reads the state of "
                        + config.cell().id() + " of some steps ago, but that cell remembers nothing; take a cell with"
                        + " memory, such as elman"));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        List<Value> past = new ArrayList<>(List.of(remembered(config, state.cell())));
        past.addAll(state.past());
        Value[] read = config.delays().stream()
                .map(delay -> past.get(delay - 1).flatten())
                .toArray(Value[]::new);
        BoundCell cell = scope.cell("cell", config.cell());
        Step<Record> step = cell.step(x.flatten().concat(0, read), state.cell());
        return new Step<>(step.output(), new State(step.state(), past.subList(0, config.longest() - 1)));
    }
}
