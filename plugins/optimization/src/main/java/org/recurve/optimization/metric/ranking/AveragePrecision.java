package org.recurve.optimization.metric.ranking;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.optimization.metric.ClassScores;

/**
 * The area under the curve of precision over recall, as steps: over all thresholds of a class's probability (softmax of the model's
 * outputs), the precision there times the recall gained. Without a chosen class it is the mean over all classes, each against the others.
 * Classes that are right nowhere count nowhere; if all are such, there is no value.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 * Where targets say of several labels whether each holds, each label is a class of its own, with the probability σ(output).
 */
@Plugin(
        id = "average-precision",
        version = 1,
        summary = "the precision at each threshold of the probability, times the recall gained there")
public final class AveragePrecision implements Metric<AveragePrecision.Config> {
    /** The settings. */
    public record Config(
            @Doc("the index of the class or label that counts; the mean over all of them if left out") @Main @Min(0)
            Optional<Integer> of) {}

    @Override
    public Accumulator accumulator(Config config) {
        return new RankedClasses(false, config.of(), OddsOfClass::isRight, OddsOfClass::averagePrecision);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return new RankedClasses(
                !prediction.target().labels().isEmpty(),
                config.of(),
                OddsOfClass::isRight,
                OddsOfClass::averagePrecision);
    }

    @Override
    public void check(Config config, Prediction prediction) {
        ClassScores.checkEither("average-precision", prediction, config.of());
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
