package org.recurve.example;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
 * Slow or fast sines of random phase, to be told apart: {@code input} is [steps, 1], {@code target} 0 for slow and 1
 * for fast.
 */
@Plugin(id = "example-waves", version = 1, summary = "slow or fast sines of random phase, two classes")
public final class Waves implements Dataset<Waves.Config> {
    /** The settings. */
    public record Config(
            @Doc("length of each wave") @Main @Default("20") @Min(2)
            int steps,

            @Doc("waves to train on; a fifth as many to validate and to test") @Default("500") @Min(5)
            int train) {}

    @Override
    public Data open(Config config, Files files) {
        int others = config.train() / 5;
        return new Data(
                List.of(
                        new Field(Field.INPUT, Shape.of(config.steps(), 1)),
                        new Field(Field.TARGET, Shape.SCALAR, List.of("slow", "fast"))),
                Map.of(
                        Data.TRAIN, new WaveSplit(config.steps(), config.train(), 0),
                        Data.VALIDATION, new WaveSplit(config.steps(), others, config.train()),
                        Data.TEST, new WaveSplit(config.steps(), others, config.train() + others)),
                digest("example-waves 1, " + config.steps() + " steps, " + config.train() + " to train"));
    }

    /** The waves {@code first} to {@code first + size − 1} of an endless list. */
    private record WaveSplit(int steps, int size, int first) implements Examples {
        @Override
        public void read(int index, String field, float[] into, int offset) {
            Stream of = Stream.of(0).in("example-waves").in(id(index));
            int fast = of.below(0, 2);
            switch (field) {
                case Field.INPUT -> {
                    for (int step = 0; step < steps; step++) {
                        double turns = of.uniform(1) + (fast == 1 ? 0.2 : 0.1) * step;
                        into[offset + step] = (float) StrictMath.sin(2 * StrictMath.PI * turns);
                    }
                }
                case Field.TARGET -> into[offset] = fast;
                default -> throw new IllegalArgumentException("waves have input and target, but no \"" + field + "\"");
            }
        }

        @Override
        public long id(int index) {
            return (long) first + index;
        }
    }

    private static String digest(String of) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
