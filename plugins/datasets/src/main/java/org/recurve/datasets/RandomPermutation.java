package org.recurve.datasets;

import java.util.Arrays;
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
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * The random permutation problem: predict the next symbol of a sequence whose first and last symbols are the same one of
 * two, and all between them are drawn from the other symbols, so that only the last can be known (Hochreiter and
 * Schmidhuber 1997, experiment 2; in the form of Pascanu, Mikolov, Bengio 2013, of 100 symbols).
 *
 * <p>{@code input} is [steps, symbols], one channel a symbol, the first two being those that are kept; {@code target} is
 * the next symbol of each step, or only the one after the last step.
 */
@Plugin(id = "random-permutation", version = 1, summary = "the first symbol comes back after many random others")
public final class RandomPermutation implements Dataset<RandomPermutation.Config> {
    private static final GeneratedDataset.GeneratedTask TASK =
            new GeneratedDataset.GeneratedTask("random-permutation", 1);
    private static final int KEPT = 2;

    /** Says which symbols are asked for. */
    public enum Predict {
        /** The next one at every step, [steps]. */
        ALL,
        /** The one after the last step, which is the first one again: a scalar. */
        LAST
    }

    /** The settings. */
    public record Config(
            @Doc("symbols that are read, before the last one must be known") @Main @Min(1)
            int steps,

            @Doc("symbols there are, the two kept ones included") @Default("100") @Min(3)
            int symbols,

            @Doc("what is to be predicted: all next symbols, or the last one alone") @Default("all")
            Predict predict,

            @Doc("training sequences") @Default("10000") @Min(1)
            int train,

            @Doc("validation sequences") @Default("1000") @Min(0)
            int validation,

            @Doc("test sequences") @Default("1000") @Min(0) int test,

            @Doc("which sequences are generated; independent of a trial's seed") @Default("0")
            long seed) {}

    @Override
    public Data open(Config config, Files files) {
        int symbols = config.symbols();
        Field target = switch (config.predict()) {
            case ALL -> new Field(Field.TARGET, Shape.of(config.steps()), OneHot.names(symbols));
            case LAST -> new Field(Field.TARGET, Shape.SCALAR, OneHot.names(KEPT));
        };
        String settings = config.steps() + " steps, " + symbols + " symbols, predict " + config.predict();
        return new GeneratedDataset(TASK, settings, config.seed(), config.train(), config.validation(), config.test())
                .data(
                        List.of(new Field(Field.INPUT, Shape.of(config.steps(), symbols)), target),
                        random -> example(config, random));
    }

    private static Map<String, float[]> example(Config config, Stream random) {
        int steps = config.steps();
        int[] sequence = new int[steps + 1];
        for (int step = 1; step < steps; step++) {
            sequence[step] = KEPT + random.below(step, config.symbols() - KEPT);
        }
        sequence[0] = random.below(0, KEPT);
        sequence[steps] = sequence[0];
        float[] next = new float[steps];
        for (int step = 0; step < steps; step++) {
            next[step] = sequence[step + 1];
        }
        float[] target = switch (config.predict()) {
            case ALL -> next;
            case LAST -> new float[] {sequence[steps]};
        };
        int[] read = Arrays.copyOf(sequence, steps);
        return Map.of(Field.INPUT, OneHot.of(config.symbols(), read), Field.TARGET, target);
    }
}
