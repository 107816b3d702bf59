package org.recurve.datasets;

import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Noiseless memorisation: five bits, or ten symbols of five kinds ("20 bits"), are shown, and to be said again when a cue
 * comes after many distractors (Hochreiter and Schmidhuber 1997; Martens and Sutskever 2011; in the form of Jaeger,
 * <i>Long Short-Term Memory in Echo State Networks: Details of a Simulation Study</i>, 2012).
 *
 * <p>{@code input} is [delay + 10, 4] for five bits: two channels for a bit, distractor and cue; and [delay + 20, 7] for
 * twenty. {@code target} is one of 3 (6) classes a step, the last of them for silence, which is right until the cue.
 */
@Plugin(id = "memorisation", version = 1, summary = "five or twenty bits, to be said again after many distractors")
public final class MemorisationDataset implements Dataset<MemorisationDataset.Config> {
    private static final GeneratedDataset.GeneratedTask TASK = new GeneratedDataset.GeneratedTask("memorisation", 1);

    /** Describes how much is to be kept in mind. */
    public enum MemorisationTask {
        /** Five symbols of two kinds: 32 patterns. */
        FIVE_BIT(5, 2),
        /** Ten symbols of five kinds: 5¹⁰ patterns, somewhat more than 23 bits. */
        TWENTY_BIT(10, 5);

        private final int symbols;
        private final int alternatives;

        MemorisationTask(int symbols, int alternatives) {
            this.symbols = symbols;
            this.alternatives = alternatives;
        }
    }

    /** The settings. */
    public record Config(
            @Doc("steps from the last symbol to the cue, the cue included") @Main @Min(1)
            int delay,

            @Doc("five-bit or twenty-bit") @Default("five-bit")
            MemorisationTask task,

            @Doc("training sequences") @Default("10000") @Min(1)
            int train,

            @Doc("validation sequences") @Default("1000") @Min(0)
            int validation,

            @Doc("test sequences") @Default("1000") @Min(0) int test,

            @Doc("which sequences are generated; independent of a trial's seed") @Default("0")
            long seed,

            @Doc("whether all 32 patterns of five bits are for training, once each, with no other splits")
            @Default("false")
            boolean complete) {
        public Config {
            if (complete && task != MemorisationTask.FIVE_BIT) {
                throw new InvalidSetting(
                        "complete lists the 32 patterns of five bits; twenty bits have 5^10, too many to"
                                + " list: leave complete out");
            }
        }
    }

    @Override
    public Data open(Config config, Files files) {
        DelayedRecall recall = new DelayedRecall(config.task().symbols, config.task().alternatives, config.delay());
        if (config.complete()) {
            return GeneratedDataset.listed(
                    TASK, recall.settings(), recall.fields(), recall.patterns(), recall::example);
        }
        return new GeneratedDataset(
                        TASK, recall.settings(), config.seed(), config.train(), config.validation(), config.test())
                .data(recall.fields(), recall::example);
    }
}
