package org.recurve.recurrence.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.recurrence.SequenceValues;
import org.recurve.recurrence.StateValues;

/**
 * Keeps at each step the most probable hypotheses: of all kept ones, each followed by each symbol, those with the largest sums of
 * log probabilities, the first where they are equal. One that has ended stays as it is. With one hypothesis, it is a greedy
 * search.
 */
final class BeamSearch {
    /** Whole numbers up to here are floats. */
    private static final int MOST_CANDIDATES = 1 << 24;

    private final Scope scope;
    private final DecoderStep decoder;
    private final int end;
    private final int longest;
    private final int width;
    private final int classes;

    /**
     * Begins a search.
     *
     * @param end the end symbol
     * @param longest how many symbols are written at most
     * @param width how many hypotheses are kept
     */
    BeamSearch(Scope scope, DecoderStep decoder, int end, int longest, int width) {
        this.scope = scope;
        this.decoder = decoder;
        this.end = end;
        this.longest = longest;
        this.width = width;
        this.classes = decoder.classes();
        if ((long) width * classes > MOST_CANDIDATES) {
            throw new InvalidSetting("a beam of " + width + " hypotheses with " + classes
                    + " symbols each has more than " + MOST_CANDIDATES + " candidates at each step; lower beam");
        }
    }

    /**
     * All hypotheses after a step.
     *
     * @param cells the cell's state, of each
     * @param scores sums of log probabilities, [width]
     * @param last the symbol written last, [width]
     * @param ended 1 where the end symbol was written, [width]
     * @param lengths symbols written up to the end symbol, [width]
     * @param written all symbols, [width, longest]
     */
    public record Hypotheses(List<Record> cells, Value scores, Value last, Value ended, Value lengths, Value written) {}

    /** Hypotheses that go on: from which they come, and the symbols by which they do. */
    private record Chosen(Value parents, Value symbols, Value scores) {}

    /** Returns the best hypothesis' symbols, [longest]. */
    Value best(double lengthPenalty) {
        float[] steps = new float[longest * longest];
        float[] scores = new float[width];
        for (int i = 0; i < longest; i++) {
            steps[i * longest + i] = 1;
        }
        for (int i = 1; i < width; i++) {
            scores[i] = Float.NEGATIVE_INFINITY; // all begin alike, so only the first goes on
        }
        Record start = decoder.start();
        Hypotheses first = new Hypotheses(
                IntStream.range(0, width).mapToObj(_ -> start).toList(),
                scope.constant(scores, width),
                scope.constant(end, width),
                scope.zeros(width),
                scope.zeros(width),
                scope.constant(end, width, longest));
        Hypotheses all = scope.scan(scope.constant(steps, longest, longest), first, this::step)
                .state();
        return width == 1
                ? all.written().reshape(longest)
                : all.written().gather(compared(all, lengthPenalty).argmax(0));
    }

    private static Value compared(Hypotheses all, double lengthPenalty) {
        return lengthPenalty == 0
                ? all.scores()
                : all.scores()
                        .dividedBy(all.lengths()
                                .plus(5)
                                .dividedBy(6)
                                .log()
                                .times(lengthPenalty)
                                .exp());
    }

    private Step<Hypotheses> step(Value place, Hypotheses all) {
        List<Value> outputs = new ArrayList<>();
        List<Record> states = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Step<Record> step =
                    decoder.own(all.last().slice(0, i, i + 1), all.cells().get(i));
            outputs.add(step.output().reshape(1, -1));
            states.add(step.state());
        }
        Chosen chosen = choose(all, decoder.logits(stacked(outputs)).logSoftmax(1));
        Value ended = from(chosen, all.ended());
        Value here = place.reshape(1, longest).broadcast(Shape.of(width, longest));
        Value symbols = chosen.symbols().reshape(width, 1).broadcast(Shape.of(width, longest));
        return new Step<>(
                chosen.scores(),
                new Hypotheses(
                        cells(chosen, states),
                        chosen.scores(),
                        chosen.symbols(),
                        ended.max(chosen.symbols().equalTo(end)),
                        from(chosen, all.lengths()).plus(ended.negate().plus(1)),
                        here.choose(symbols, from(chosen, all.written()))));
    }

    /** Returns the best of all hypotheses, each followed by each symbol; one that has ended by the end symbol alone, at no cost. */
    private Chosen choose(Hypotheses all, Value logs) {
        Shape table = Shape.of(width, classes);
        Value isEnd = scope.constant(SequenceValues.ascending(classes), classes).equalTo(end);
        Value onlyEnd = isEnd.choose(scope.zeros(classes), none(Shape.of(classes)));
        Value costs = all.ended()
                .reshape(width, 1)
                .broadcast(table)
                .choose(onlyEnd.reshape(1, classes).broadcast(table), logs);
        Value left = costs.plus(all.scores().reshape(width, 1).broadcast(table)).reshape(width * classes);
        Value ordinals = scope.constant(SequenceValues.ascending(width * classes), width * classes);
        List<Value> parents = new ArrayList<>();
        List<Value> symbols = new ArrayList<>();
        List<Value> scores = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Value candidate = left.argmax(0).reshape(1);
            Value parent = scope.zeros(1);
            for (int k = 1; k < width; k++) {
                parent = parent.plus(candidate.greaterThan(k * classes - 0.5));
            }
            parents.add(parent);
            symbols.add(candidate.minus(parent.times(classes)));
            scores.add(left.max(0).reshape(1));
            left = ordinals.equalTo(candidate.broadcast(left.shape())).choose(none(left.shape()), left);
        }
        return new Chosen(stacked(parents), stacked(symbols), stacked(scores));
    }

    private Value none(Shape shape) {
        return scope.constant(Double.NEGATIVE_INFINITY, shape.toArray());
    }

    /** Returns what each chosen hypothesis takes over from the one it goes on from. */
    private Value from(Chosen chosen, Value each) {
        return width == 1 ? each : each.gather(chosen.parents());
    }

    private List<Record> cells(Chosen chosen, List<Record> states) {
        if (width == 1) {
            return states;
        }
        List<List<Value>> values = states.stream().map(StateValues::values).toList();
        List<List<Value>> taken = IntStream.range(0, width)
                .<List<Value>>mapToObj(_ -> new ArrayList<>())
                .toList();
        for (int part = 0; part < values.getFirst().size(); part++) {
            int number = part;
            Shape shape = values.getFirst().get(number).shape();
            Value all = from(
                    chosen,
                    stacked(values.stream()
                            .map(state -> state.get(number).reshape(1, shape.size()))
                            .toList()));
            for (int i = 0; i < width; i++) {
                taken.get(i).add(all.slice(0, i, i + 1).reshape(shape.toArray()));
            }
        }
        return IntStream.range(0, width)
                .mapToObj(i -> StateValues.with(states.get(i), taken.get(i)))
                .toList();
    }

    /** Returns values side by side along their first axis. */
    private static Value stacked(List<Value> values) {
        return values.size() == 1
                ? values.getFirst()
                : values.getFirst().concat(0, values.subList(1, values.size()).toArray(Value[]::new));
    }
}
