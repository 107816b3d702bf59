package org.recurve.recurrence;

import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * A dynamical system that is given and not learned, {@code s(t) = f(A s(t−1) + B x(t))}: driven by the sequence, or, without
 * {@code B}, autonomous, so that the sequence says only how long it runs (<i>Deep Learning</i>, equations 10.1 and 10.4). Its
 * output is its state.
 *
 * <p>From an input of any shape to [size of s]. It has no parameters.
 */
@Plugin(id = "dynamical-system", version = 1, summary = "s = f(A s + B x), with A and B given")
public final class DynamicalSystem implements Cell<DynamicalSystem.Config, DynamicalSystem.State> {
    /** The settings. */
    public record Config(
            @Doc("the matrix A, row by row, as many rows as columns")
            List<List<Double>> transition,

            @Doc("the matrix B, row by row, a row for each element of s; an autonomous system has none")
            Optional<List<List<Double>>> input,

            @Doc("the function f; without one, the system is linear")
            Optional<Spec<Activation<?>>> activation,

            @Doc("s before the first step") List<Double> start) {
        public Config {
            transition = transition.stream().map(List::copyOf).toList();
            input = input.map(rows -> rows.stream().map(List::copyOf).toList());
            start = List.copyOf(start);
            demand("transition", transition, start.size(), start.size());
            int size = start.size();
            input.ifPresent(rows -> demand(
                    "input", rows, size, rows.isEmpty() ? 1 : rows.getFirst().size()));
        }

        private static void demand(String name, List<List<Double>> rows, int height, int width) {
            if (height == 0 || rows.size() != height || rows.stream().anyMatch(row -> row.size() != width)) {
                throw new InvalidSetting(name + " has rows of "
                        + rows.stream().map(List::size).toList()
                        + " numbers, but a state that starts with " + height + " numbers needs " + height + " rows of "
                        + Math.max(1, width));
            }
        }
    }

    /** Describes what goes from step to step. */
    public record State(Value s) {}

    @Override
    public State start(Config config, Scope scope) {
        return new State(constant(scope, List.of(config.start())).reshape(-1));
    }

    @Override
    public Step<State> step(Config config, Scope scope, Value x, State state) {
        Value moved = state.s().linear(constant(scope, config.transition()));
        Value a = config.input()
                .map(rows -> fitting(x, rows).linear(constant(scope, rows), moved))
                .orElse(moved);
        Value s = config.activation().map(f -> scope.apply("activation", f, a)).orElse(a);
        return new Step<>(s, new State(s));
    }

    private static Value fitting(Value x, List<List<Double>> rows) {
        if (x.shape().size() != rows.getFirst().size()) {
            throw new InvalidSetting("input has " + rows.getFirst().size() + " columns, but a step of the sequence has "
                    + x.shape().size() + " numbers; give B a column for each");
        }
        return x;
    }

    private static Value constant(Scope scope, List<List<Double>> rows) {
        int width = rows.getFirst().size();
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i / width).get(i % width).floatValue();
        }
        return scope.constant(values, rows.size(), width);
    }
}
