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
 * The area under the receiver operating characteristic: of all pairs of an example of a class and one of another, the share in which
 * the model gives the first the higher probability (softmax of its outputs) of that class; equal ones count half. Without a chosen class
 * it is the mean over all classes, each against the others; of two classes both are the same. Classes that are right everywhere or nowhere
 * count nowhere; if all are such, there is no value.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 * Where targets say of several labels whether each holds, each label is a class of its own, with the probability σ(output).
 */
@Plugin(
        id = "auc",
        version = 1,
        summary = "the area under the ROC curve: how often a class has the higher probability where it is right")
public final class AreaUnderCurve implements Metric<AreaUnderCurve.Config> {
    /** The settings. */
    public record Config(
            @Doc("the index of the class or label that counts; the mean over all of them if left out") @Main @Min(0)
            Optional<Integer> of) {}

    @Override
    public Accumulator accumulator(Config config) {
        return new RankedClasses(false, config.of(), OddsOfClass::isBoth, OddsOfClass::area);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return new RankedClasses(
                !prediction.target().labels().isEmpty(), config.of(), OddsOfClass::isBoth, OddsOfClass::area);
    }

    @Override
    public void check(Config config, Prediction prediction) {
        ClassScores.checkEither("auc", prediction, config.of());
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
