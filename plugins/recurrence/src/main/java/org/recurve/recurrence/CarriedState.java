package org.recurve.recurrence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;

/**
 * Recurrences that go on from chunk to chunk of a sequence (truncated back-propagation through time): a chunk begins with
 * the state that the one before left, the first one with the recurrence's own start. Where sequences are whole, nothing is
 * carried.
 */
final class CarriedState {
    private CarriedState() {}

    /** Returns a scan whose state is carried. */
    static <S extends Record> Scanned<S> scan(
            Scope scope, Value sequence, S start, BiFunction<Value, S, Step<S>> step) {
        return scan(scope, scope, sequence, start, step);
    }

    /**
     * The same.
     *
     * @param scope where it is carried
     * @param place what the recurrence is named by
     */
    static <S extends Record> Scanned<S> scan(
            Scope scope, Scope place, Value sequence, S start, BiFunction<Value, S, Step<S>> step) {
        return scan(scope, place, sequence, start, step, Optional.empty());
    }

    /**
     * The same, whose gradient goes only so many steps back from the example's true end.
     *
     * @param gradientSteps at least 1; all of them if empty
     */
    @SuppressWarnings("unchecked") // a state of the same form is of the same class
    static <S extends Record> Scanned<S> scan(
            Scope scope,
            Scope place,
            Value sequence,
            S start,
            BiFunction<Value, S, Step<S>> step,
            Optional<Integer> gradientSteps) {
        Value going = scope.carried("going");
        List<Value> begin = new ArrayList<>();
        for (Value value : StateValues.values(start)) {
            Value left = scope.carried(name(begin.size()), value.shape().toArray());
            begin.add(going.choose(left, value));
        }
        Scanned<S> run = cut(place, sequence, (S) StateValues.with(start, begin), step, gradientSteps);
        List<Value> last = StateValues.values(run.state());
        for (int k = 0; k < last.size(); k++) {
            scope.carry(name(k), last.get(k));
        }
        scope.carry("going", scope.constant(1));
        return run;
    }

    /**
     * Returns a scan, nothing carried, whose gradient goes only so many steps back from the example's true end: the state that the
     * first of those steps reads is a constant to every derivative.
     */
    @SuppressWarnings("unchecked") // a state of the same form is of the same class
    static <S extends Record> Scanned<S> cut(
            Scope place, Value sequence, S start, BiFunction<Value, S, Step<S>> step, Optional<Integer> gradientSteps) {
        int steps = sequence.shape().dim(0);
        if (!place.training() || gradientSteps.isEmpty() || gradientSteps.get() >= steps) {
            return place.scan(sequence, start, step);
        }
        Value x = SequenceValues.flat(sequence);
        int features = x.shape().dim(1);
        int[] element = sequence.shape().slice(1, sequence.shape().rank()).toArray();
        Value first = SequenceValues.count(place, x).minus(gradientSteps.get());
        Value cut = place.constant(SequenceValues.ascending(steps), steps, 1).equalTo(first);
        return place.scan(x.concat(1, cut), start, (now, state) -> {
            Value here = now.at(0, features);
            List<Value> held = StateValues.values(state).stream()
                    .map(value -> here.choose(value.stopGradient(), value))
                    .toList();
            return step.apply(now.slice(0, 0, features).reshape(element), (S) StateValues.with(state, held));
        });
    }

    private static String name(int state) {
        return "state" + state;
    }

    /**
     * Returns what stood before each step of a sequence [steps, features]: its last {@code before} elements of the chunk before, then
     * its own; zeros before the first chunk.
     */
    static Value behind(Scope scope, String name, Value sequence, int before) {
        int steps = sequence.shape().dim(0);
        Value all = scope.carried(name, before, sequence.shape().dim(1)).concat(0, sequence);
        // A chunk that is shorter than the others is its sequence's last, so that nothing follows it.
        scope.carry(name, all.slice(0, steps, steps + before));
        return all;
    }
}
