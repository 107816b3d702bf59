package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The mean of {@code −log softmax(output)[target]} over all true steps of all examples, in double, whatever the loss of the training
 * is.
 */
@Plugin(id = "log-loss", version = 1, summary = "the mean of -log softmax(output)[target]")
public final class LogLoss implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new RunningMean(ClassScores::nats);
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.check("log-loss", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }
}
