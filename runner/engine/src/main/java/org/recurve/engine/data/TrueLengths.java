package org.recurve.engine.data;

import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;

/** How many steps each sequence of a split truly has. */
final class TrueLengths {
    private TrueLengths() {}

    /** By example; empty if the data set's examples have no {@code length}, and so all have every step. */
    static Optional<int[]> of(Data data, String split) {
        return data.fields().stream().anyMatch(field -> field.name().equals(Field.LENGTH))
                ? Optional.of(read(data.split(split)))
                : Optional.empty();
    }

    private static int[] read(Examples examples) {
        int[] lengths = new int[examples.size()];
        float[] length = new float[1];
        for (int i = 0; i < lengths.length; i++) {
            examples.read(i, Field.LENGTH, length, 0);
            lengths[i] = (int) length[0];
        }
        return lengths;
    }

    /** Refuses sequences that are empty, or longer than there is room for. */
    static void check(Data data) {
        int steps = data.fields().stream()
                .filter(field ->
                        field.name().equals(Field.INPUT) && field.shape().rank() > 0)
                .findFirst()
                .map(input -> input.shape().dim(0))
                .orElse(Integer.MAX_VALUE);
        data.splits().keySet().stream()
                .sorted()
                .forEach(split -> of(data, split).ifPresent(lengths -> check(split, lengths, steps)));
    }

    private static void check(String split, int[] lengths, int steps) {
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 1 || lengths[i] > steps) {
                String what = lengths[i] == 0 ? "is an empty sequence" : "has the length " + lengths[i];
                throw new InvalidSetting("example " + i + " of the " + split + " split " + what
                        + "; a sequence has from 1 step to the " + steps + " of the longest: remove it or fix it");
            }
        }
    }
}
