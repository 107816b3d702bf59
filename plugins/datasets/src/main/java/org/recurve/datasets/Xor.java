package org.recurve.datasets;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The XOR problem: each step holds a bit and a marker; two steps are marked with 1, one in each half of the sequence,
 * and the target is the exclusive or of the two marked bits (Martens and Sutskever, <i>Learning Recurrent Neural
 * Networks with Hessian-Free Optimization</i>, 2011).
 *
 * <p>{@code input} is [steps, 2], {@code target} a class, 0 or 1. Guessing is right half of the time.
 */
@Plugin(id = "xor", version = 1, summary = "the exclusive or of two marked bits in a long sequence")
public final class Xor implements Dataset<Xor.Config> {
    /** The settings. */
    public record Config(
            @Doc("length of each sequence; of the longest, if shortest is given") @Main @Min(2)
            int steps,

            @Doc("length of the shortest sequence, if they differ; needs a model that minds lengths")
            Optional<Integer> shortest,

            @Doc("training sequences") @Default("10000") @Min(1)
            int train,

            @Doc("validation sequences") @Default("1000") @Min(0)
            int validation,

            @Doc("test sequences") @Default("1000") @Min(0) int test,

            @Doc("which sequences are generated; independent of a trial's seed") @Default("0")
            long seed) {}

    private static final GeneratedDataset.GeneratedTask TASK = new GeneratedDataset.GeneratedTask("xor", 1);

    @Override
    public Data open(Config config, Files files) {
        MarkedSequences markedSequences = new MarkedSequences(
                config.steps(), config.shortest(), MarkedSequences.MarkedValues.BITS, (a, b) -> a == b ? 0 : 1);
        return new GeneratedDataset(
                        TASK,
                        markedSequences.settings(),
                        config.seed(),
                        config.train(),
                        config.validation(),
                        config.test())
                .data(markedSequences.fields(List.of("0", "1")), markedSequences::example);
    }
}
