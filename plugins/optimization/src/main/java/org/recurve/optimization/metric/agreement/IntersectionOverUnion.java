package org.recurve.optimization.metric.agreement;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.optimization.metric.Averaging;
import org.recurve.optimization.metric.ClassScores;
import org.recurve.optimization.metric.ConfusionCounts;

/**
 * The Jaccard index {@code hits / (answers + targets - hits)}: of all pixels, steps or examples that are of a class or answered to be, the
 * share that is both. Without a chosen class it is the mean over all classes that were right or answered at least once, each counting
 * alike; for images of classes, that is the mean intersection over union. Pixels of all images are counted together.
 *
 * <p>Output [classes] with one class index as target, [steps, classes] with one a step, or [classes, height, width] with one a pixel.
 * Where targets say of several labels whether each holds, a label is a class that is answered where its output is above 0.
 */
@Plugin(
        id = "intersection-over-union",
        version = 1,
        summary = "hits / (answers + targets - hits), the Jaccard index, the mean over classes")
public final class IntersectionOverUnion implements Metric<IntersectionOverUnion.Config> {
    /** The settings. */
    public record Config(
            @Doc("the index of the class or label that counts; all of them if left out") @Main @Min(0)
            Optional<Integer> of,

            @Doc(Averaging.DOC) Optional<Averaging> average) {
        public Config {
            Averaging.check(of, average);
        }
    }

    @Override
    public Accumulator accumulator(Config config) {
        return accumulator(config, false);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return accumulator(config, !prediction.target().labels().isEmpty());
    }

    private static Accumulator accumulator(Config config, boolean labels) {
        return new ConfusionCounts(labels, config.of(), config.average(), ConfusionCounts.Counts::union);
    }

    @Override
    public void check(Config config, Prediction prediction) {
        ClassScores.checkEither("intersection-over-union", prediction, config.of());
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
