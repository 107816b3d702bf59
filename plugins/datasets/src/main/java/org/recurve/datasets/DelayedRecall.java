package org.recurve.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;

/**
 * Symbols to be kept in mind and said again when a cue comes: {@code symbols} of them, each one of {@code alternatives};
 * then {@code delay − 1} blanks, the cue, and as many blanks as there were symbols, during which they are to be said.
 *
 * <p>{@code input} is [symbols + delay + symbols, alternatives + 2], the last two channels blank and cue; {@code target}
 * is a class for each step, the last of them blank, which is right until the cue has come.
 */
record DelayedRecall(int symbols, int alternatives, int delay) {
    int steps() {
        return symbols + delay + symbols;
    }

    String settings() {
        return symbols + " symbols of " + alternatives + " after " + delay;
    }

    List<Field> fields() {
        List<String> classes = new ArrayList<>(OneHot.names(alternatives));
        classes.add("blank");
        return List.of(
                new Field(Field.INPUT, Shape.of(steps(), alternatives + 2)),
                new Field(Field.TARGET, Shape.of(steps()), classes));
    }

    Map<String, float[]> example(Stream random) {
        return example(i -> random.below(i, alternatives));
    }

    /** Returns how many sequences there are. */
    int patterns() {
        int patterns = 1;
        for (int i = 0; i < symbols; i++) {
            patterns = Math.multiplyExact(patterns, alternatives);
        }
        return patterns;
    }

    /** Returns the sequence whose symbols are the digits of {@code pattern}, the last one the first. */
    Map<String, float[]> example(int pattern) {
        int[] digits = new int[symbols];
        int rest = pattern;
        for (int i = 0; i < symbols; i++) {
            digits[i] = rest % alternatives;
            rest /= alternatives;
        }
        return example(i -> digits[i]);
    }

    private Map<String, float[]> example(IntUnaryOperator symbol) {
        int[] sequence = new int[steps()];
        float[] target = new float[steps()];
        for (int step = 0; step < steps(); step++) {
            sequence[step] = alternatives;
            target[step] = alternatives;
        }
        for (int i = 0; i < symbols; i++) {
            sequence[i] = symbol.applyAsInt(i);
            target[symbols + delay + i] = sequence[i];
        }
        sequence[symbols + delay - 1] = alternatives + 1;
        return Map.of(Field.INPUT, OneHot.of(alternatives + 2, sequence), Field.TARGET, target);
    }
}
