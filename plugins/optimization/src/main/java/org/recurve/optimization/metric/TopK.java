package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The share of answers, from 0 to 1, where the right class is among the {@code k} with the largest outputs; of equal
 * outputs the first come first. At {@code k = 1} it is the accuracy.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 */
@Plugin(
        id = "top",
        version = 1,
        summary = "the share of examples (or steps) whose target is among the k largest outputs")
public final class TopK implements Metric<TopK.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many answers are allowed") @Main @Default("5") @Min(1)
            int k) {}

    @Override
    public Accumulator accumulator(Config config) {
        return new RunningMean(scores -> scores.rank() < config.k() ? 1 : 0);
    }

    @Override
    public void check(Config config, Prediction prediction) {
        ClassScores.check("top", prediction);
        int classes = prediction.output().dim(-1);
        if (config.k() >= classes) {
            throw new InvalidSetting("top: the " + config.k() + " largest of " + classes
                    + " outputs are all of them, so every answer would count as right; k is less than " + classes);
        }
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
