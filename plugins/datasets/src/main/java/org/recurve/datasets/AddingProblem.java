package org.recurve.datasets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * The adding problem: each step holds a number, {@code U[0, 1)}, and a marker; two steps are marked with 1, one in each
 * half of the sequence, and the target is the sum of the two marked numbers (Hochreiter and Schmidhuber 1997, in the
 * form of Le, Jaitly, Hinton, <i>A Simple Way to Initialize Recurrent Networks of Rectified Linear Units</i>, 2015).
 *
 * <p>{@code input} is [steps, 2], {@code target} a scalar. Always answering 1 has a mean squared error of 1/6.
 */
@Plugin(id = "adding", version = 1, summary = "the sum of two marked numbers in a long sequence")
public final class AddingProblem implements Dataset<AddingProblem.Config> {
    /** The settings. */
    public record Config(
            @Doc("length of each sequence") @Main @Min(2) int steps,

            @Doc("training sequences") @Default("10000") @Min(1)
            int train,

            @Doc("validation sequences") @Default("1000") @Min(0)
            int validation,

            @Doc("test sequences") @Default("1000") @Min(0) int test,

            @Doc("which sequences are generated; independent of a trial's seed") @Default("0")
            long seed) {}

    @Override
    public Data open(Config config, Files files) {
        Map<String, Integer> sizes =
                Map.of(Data.TRAIN, config.train(), Data.VALIDATION, config.validation(), Data.TEST, config.test());
        Map<String, Examples> splits = new HashMap<>();
        sizes.forEach((split, size) -> {
            if (size > 0) {
                splits.put(
                        split,
                        new Sequences(Stream.of(config.seed()).in("adding").in(split), size, config.steps()));
            }
        });
        List<Field> fields =
                List.of(new Field(Field.INPUT, Shape.of(config.steps(), 2)), new Field(Field.TARGET, Shape.SCALAR));
        return new Data(fields, splits, digest(config));
    }

    private static String digest(Config config) {
        return new Digest("adding 1")
                .add(config.steps() + " steps, seed " + config.seed())
                .add(config.train() + "/" + config.validation() + "/" + config.test())
                .hex();
    }

    /** Sequences made anew at each reading, each from its own stream. */
    private record Sequences(Stream random, int size, int steps) implements Examples {
        @Override
        public void read(int index, String field, float[] into, int offset) {
            Stream of = random.in(index);
            switch (field) {
                case Field.INPUT -> {
                    for (int step = 0; step < steps; step++) {
                        into[offset + 2 * step] = number(of, step);
                        into[offset + 2 * step + 1] = 0;
                    }
                    into[offset + 2 * early(of) + 1] = 1;
                    into[offset + 2 * late(of) + 1] = 1;
                }
                case Field.TARGET -> into[offset] = number(of, early(of)) + number(of, late(of));
                default ->
                    throw new IllegalArgumentException(
                            "the adding problem has no field \"" + field + "\", only input and target");
            }
        }

        /** 24 bits, so that a float holds it exactly and stays below 1. */
        private static float number(Stream of, int step) {
            return (of.bits(step) >>> 40) * 0x1p-24f;
        }

        private int early(Stream of) {
            return of.below(steps, steps / 2);
        }

        private int late(Stream of) {
            return steps / 2 + of.below(steps + 1L, steps - steps / 2);
        }

        /** The key of its stream: different for every sequence of every split. */
        @Override
        public long id(int index) {
            return random.in(index).key();
        }
    }
}
