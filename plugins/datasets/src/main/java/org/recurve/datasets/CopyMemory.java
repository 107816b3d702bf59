package org.recurve.datasets;

import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The copying memory problem: ten symbols of eight kinds, a long blank, a cue, and then the ten are to be said again in
 * order (Arjovsky, Shah, Bengio, <i>Unitary Evolution Recurrent Neural Networks</i>, 2016, section 4.1).
 *
 * <p>{@code input} is [delay + 20, 10], the last two channels blank and cue; {@code target} is one of 9 classes a step,
 * blank but for the last ten. Saying blank and then guessing costs {@code 10 ln 8 / (delay + 20)} nats a step.
 */
@Plugin(id = "copy-memory", version = 1, summary = "ten symbols, to be said again after a long blank")
public final class CopyMemory implements Dataset<CopyMemory.Config> {
    private static final GeneratedDataset.GeneratedTask TASK = new GeneratedDataset.GeneratedTask("copy-memory", 1);

    /** The settings. */
    public record Config(
            @Doc("steps from the last symbol to the cue, the cue included") @Main @Min(1)
            int delay,

            @Doc("symbols to be kept in mind") @Default("10") @Min(1)
            int symbols,

            @Doc("kinds of symbols") @Default("8") @Min(2) int alternatives,

            @Doc("training sequences") @Default("10000") @Min(1)
            int train,

            @Doc("validation sequences") @Default("1000") @Min(0)
            int validation,

            @Doc("test sequences") @Default("1000") @Min(0) int test,

            @Doc("which sequences are generated; independent of a trial's seed") @Default("0")
            long seed) {}

    @Override
    public Data open(Config config, Files files) {
        DelayedRecall recall = new DelayedRecall(config.symbols(), config.alternatives(), config.delay());
        return new GeneratedDataset(
                        TASK, recall.settings(), config.seed(), config.train(), config.validation(), config.test())
                .data(recall.fields(), recall::example);
    }
}
