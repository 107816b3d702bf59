package org.recurve.optimization.metric.agreement;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.optimization.metric.ClassScores;

/**
 * Cohen's kappa (1960): {@code (agreement − chance) / (1 − chance)}, where chance is what answers as frequent as these would have right
 * by luck. 1 if all answers are right, 0 if no more than by luck; 0, too, if there is one class alone.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 */
@Plugin(id = "kappa", version = 1, summary = "Cohen's kappa: (agreement - chance) / (1 - chance)")
public final class Kappa implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new AnswerCounts(counts -> {
            double chance = counts.chance();
            return chance == 1 ? 0 : (counts.agreement() - chance) / (1 - chance);
        });
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.check("kappa", prediction);
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }
}
