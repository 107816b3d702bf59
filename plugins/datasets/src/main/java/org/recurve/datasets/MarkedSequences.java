package org.recurve.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;

/**
 * Sequences of numbers of which two are marked with 1, one in each half, and a target made of those two: {@code input} is
 * [steps, 2], number and marker.
 *
 * @param steps length of the longest sequence
 * @param shortest if given, lengths are spread evenly from it to {@code steps}, and the examples have a {@code length}
 */
record MarkedSequences(int steps, Optional<Integer> shortest, MarkedValues numbers, Combination combination) {
    /** Says which numbers a sequence holds. */
    enum MarkedValues {
        /** Evenly on [0, 1), in 24 bits, so that a float holds each exactly and stays below 1. */
        UNIFORM,
        /** 0 or 1. */
        BITS
    }

    /** Describes what is asked about the two marked numbers. */
    interface Combination {
        float of(float first, float second);
    }

    MarkedSequences {
        shortest.filter(least -> least < 2 || least > steps).ifPresent(least -> {
            throw new InvalidSetting("shortest is " + least + ", but a sequence has a step in each half and at most "
                    + steps + " steps; choose 2 to " + steps);
        });
    }

    String settings() {
        return steps + " steps" + shortest.map(least -> ", at least " + least).orElse("");
    }

    List<Field> fields(List<String> classes) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(Field.INPUT, Shape.of(steps, 2)));
        fields.add(new Field(Field.TARGET, Shape.SCALAR, classes));
        shortest.ifPresent(least -> fields.add(new Field(Field.LENGTH, Shape.SCALAR)));
        return fields;
    }

    Map<String, float[]> example(Stream stream) {
        int length = shortest.map(least -> least + stream.below(steps + 2L, steps - least + 1))
                .orElse(steps);
        int early = stream.below(steps, length / 2);
        int late = length / 2 + stream.below(steps + 1L, length - length / 2);
        float[] input = new float[2 * steps];
        for (int step = 0; step < length; step++) {
            input[2 * step] = number(stream, step);
        }
        input[2 * early + 1] = 1;
        input[2 * late + 1] = 1;
        float target = combination.of(input[2 * early], input[2 * late]);
        Map<String, float[]> example = new HashMap<>();
        example.put(Field.INPUT, input);
        example.put(Field.TARGET, new float[] {target});
        shortest.ifPresent(least -> example.put(Field.LENGTH, new float[] {length}));
        return example;
    }

    private float number(Stream stream, int step) {
        return switch (numbers) {
            case UNIFORM -> stream.uniformFloat(step);
            case BITS -> stream.bits(step) >>> 63;
        };
    }
}
