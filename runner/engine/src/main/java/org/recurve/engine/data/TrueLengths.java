package org.recurve.engine.data;

import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;

/** Describes how many steps each sequence of a split truly has. */
final class TrueLengths {
    private TrueLengths() {}

    /** By example; empty if the data set's examples have no {@code length}, and so all have every step. */
    static Optional<int[]> of(Data data, String split) {
        return read(data, split, Field.LENGTH);
    }

    /** Returns how many steps each target truly has that is a sequence as long as the input, or has a length of its own. */
    static Optional<int[]> ofTargets(Data data, String split) {
        return has(data, Field.TARGET_LENGTH) && steps(data, Field.TARGET) > 0
                ? read(data, split, Field.TARGET_LENGTH)
                : read(data, split, Field.LENGTH)
                        .filter(_ ->
                                steps(data, Field.TARGET) > 0 && steps(data, Field.TARGET) == steps(data, Field.INPUT));
    }

    private static boolean has(Data data, String name) {
        return data.fields().stream().anyMatch(field -> field.name().equals(name));
    }

    /** Returns the room for steps in a field; 0 if it is no sequence, or there is none. */
    private static int steps(Data data, String name) {
        return data.fields().stream()
                .filter(field -> field.name().equals(name) && field.shape().rank() > 0)
                .findFirst()
                .map(field -> field.shape().dim(0))
                .orElse(0);
    }

    private static Optional<int[]> read(Data data, String split, String field) {
        return has(data, field) ? Optional.of(read(data.split(split), field)) : Optional.empty();
    }

    private static int[] read(Examples examples, String field) {
        int[] lengths = new int[examples.size()];
        float[] length = new float[1];
        for (int i = 0; i < lengths.length; i++) {
            examples.read(i, field, length, 0);
            lengths[i] = (int) length[0];
        }
        return lengths;
    }

    /** Refuses sequences that are empty, or longer than there is room for. */
    static void check(Data data) {
        check(data, Field.INPUT, Field.LENGTH);
        check(data, Field.TARGET, Field.TARGET_LENGTH);
    }

    private static void check(Data data, String field, String length) {
        int room = steps(data, field);
        int steps = room == 0 ? Integer.MAX_VALUE : room;
        data.splits().keySet().stream()
                .sorted()
                .forEach(split -> read(data, split, length).ifPresent(lengths -> check(split, length, lengths, steps)));
    }

    private static void check(String split, String length, int[] lengths, int steps) {
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 1 || lengths[i] > steps) {
                String what = lengths[i] != 0
                        ? "has the " + length + " " + lengths[i]
                        : length.equals(Field.LENGTH) ? "is an empty sequence" : "has an empty target";
                throw new InvalidSetting("example " + i + " of the " + split + " split " + what
                        + "; a sequence has from 1 step to the " + steps + " of the longest: remove it or fix it");
            }
        }
    }
}
