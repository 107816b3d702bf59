package org.recurve.optimization.metric;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Measures the share of right answers among those that named a class; 0 where there is nothing to divide by. Without a
 * chosen class it is the mean over all classes that were right or answered at least once, each counting alike (the macro
 * average).
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 * Where targets say of several labels whether each holds, a label is a class that is answered where its output is above 0.
 */
@Plugin(id = "precision", version = 1, summary = "of the answers that named a class, the share that was right")
public final class PrecisionMetric implements Metric<PrecisionMetric.Config> {
    /** The settings. */
    public record Config(
            @Doc("the index of the class or label that counts; all of them if left out") @Main @Min(0)
            Optional<Integer> of,

            @Doc(Averaging.DOC) Optional<Averaging> average) {
        public Config {
            Averaging.check(of, average);
        }

        /** Returns those of a class, or of the mean over all. */
        public Config(Optional<Integer> of) {
            this(of, Optional.empty());
        }
    }

    @Override
    public Accumulator accumulator(Config config) {
        return new ConfusionCounts(false, config.of(), config.average(), ConfusionCounts.Counts::precision);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return new ConfusionCounts(
                !prediction.target().labels().isEmpty(),
                config.of(),
                config.average(),
                ConfusionCounts.Counts::precision);
    }

    @Override
    public void check(Config config, Prediction prediction) {
        ClassScores.checkEither("precision", prediction, config.of());
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean isShare() {
        return true;
    }
}
