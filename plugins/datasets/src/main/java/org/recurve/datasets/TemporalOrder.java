package org.recurve.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Temporal order: in which order did X and Y come? A sequence begins with E, ends with B, and is else drawn from the
 * distractors a, b, c, d but for two (or three) widely separated steps, each of which holds X or Y; the class says which,
 * in order (Hochreiter and Schmidhuber, <i>Long Short-Term Memory</i>, 1997, experiments 6a and 6b). Others leave E and B out
 * (Pascanu, Mikolov, Bengio, <i>On the Difficulty of Training Recurrent Neural Networks</i>, 2013).
 *
 * <p>Of 100 steps, counted from 0, the two lie in 10…20 and 50…60, the three in 10…20, 33…43 and 66…76; other lengths in
 * proportion. {@code input} is [steps, 8], one channel each for a, b, c, d, X, Y, E, B, or without the last two [steps, 6];
 * {@code target} one of 4 (8) classes.
 */
@Plugin(id = "temporal-order", version = 1, summary = "the order of two or three widely separated symbols")
public final class TemporalOrder implements Dataset<TemporalOrder.Config> {
    private static final GeneratedDataset.GeneratedTask TASK = new GeneratedDataset.GeneratedTask("temporal-order", 1);
    private static final int DISTRACTORS = 4;
    private static final int X = 4;
    private static final int BEGIN = 6;
    private static final int END = 7;

    /** The settings. */
    public record Config(
            @Doc("length of each sequence") @Main @Min(10) int steps,

            @Doc("symbols whose order is asked: 2 or 3") @Default("2") @Min(2) @Max(3)
            int symbols,

            @Doc("training sequences") @Default("10000") @Min(1)
            int train,

            @Doc("validation sequences") @Default("1000") @Min(0)
            int validation,

            @Doc("test sequences") @Default("1000") @Min(0) int test,

            @Doc("which sequences are generated; independent of a trial's seed") @Default("0")
            long seed,

            @Doc("whether E begins and B ends each sequence") @Default("true")
            boolean marks) {
        /** With its beginning and end marked. */
        public Config(int steps, int symbols, int train, int validation, int test, long seed) {
            this(steps, symbols, train, validation, test, seed, true);
        }

        private int channels() {
            return marks ? END + 1 : BEGIN;
        }
    }

    @Override
    public Data open(Config config, Files files) {
        String settings =
                config.steps() + " steps, " + config.symbols() + " symbols" + (config.marks() ? "" : ", no marks");
        List<Field> fields = List.of(
                new Field(Field.INPUT, Shape.of(config.steps(), config.channels())),
                new Field(Field.TARGET, Shape.SCALAR, orders(config.symbols())));
        return new GeneratedDataset(TASK, settings, config.seed(), config.train(), config.validation(), config.test())
                .data(fields, random -> example(config, random));
    }

    /** XX, XY, YX, YY: the classes' names, in the order of their indices. */
    private static List<String> orders(int symbols) {
        List<String> orders = new ArrayList<>(List.of(""));
        for (int symbol = 0; symbol < symbols; symbol++) {
            orders = orders.stream()
                    .flatMap(order -> java.util.stream.Stream.of(order + "X", order + "Y"))
                    .toList();
        }
        return orders;
    }

    private static Map<String, float[]> example(Config config, Stream random) {
        int steps = config.steps();
        int[] sequence = new int[steps];
        for (int step = 0; step < steps; step++) {
            sequence[step] = random.below(step, DISTRACTORS);
        }
        int order = 0;
        for (int symbol = 0; symbol < config.symbols(); symbol++) {
            int which = random.below(steps + 2L * symbol, 2);
            int late = random.below(steps + 2L * symbol + 1, steps / 10 + 1);
            sequence[earliest(config, symbol) + late] = X + which;
            order = 2 * order + which;
        }
        if (config.marks()) {
            sequence[0] = BEGIN;
            sequence[steps - 1] = END;
        }
        return Map.of(Field.INPUT, OneHot.of(config.channels(), sequence), Field.TARGET, new float[] {order});
    }

    /** Returns the first step at which symbol {@code which} may lie. */
    private static int earliest(Config config, int which) {
        return which == 0 ? config.steps() / 10 : which * config.steps() / config.symbols();
    }
}
