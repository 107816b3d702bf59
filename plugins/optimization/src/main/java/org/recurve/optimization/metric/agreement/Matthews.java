package org.recurve.optimization.metric.agreement;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.optimization.metric.ClassScores;

/**
 * Matthews' correlation of answers and targets (1975), for more than two classes as Gorodkin (2004) has it: from −1 to 1; 0 where there
 * is nothing to divide by, as when one class is always answered.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 */
@Plugin(id = "matthews", version = 1, summary = "Matthews' correlation between answers and targets, from -1 to 1")
public final class Matthews implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new AnswerCounts(counts -> {
            double product = (1 - counts.answered()) * (1 - counts.right());
            return product > 0 ? (counts.agreement() - counts.chance()) / StrictMath.sqrt(product) : 0;
        });
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.check("matthews", prediction);
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }
}
