package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * {@code e} to the mean of {@code −log softmax(output)[target]} over all true steps of all examples, in double: among how
 * many equally likely classes the model is left to guess.
 *
 * <p>Output [steps, classes] of logits with one class index a step, or [classes] with one.
 */
@Plugin(id = "perplexity", version = 1, summary = "exp of the mean of -log softmax(output)[target] over steps")
public final class Perplexity implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new ExponentialMean(new RunningMean(ClassScores::nats));
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.check("perplexity", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    private record ExponentialMean(RunningMean nats) implements Accumulator {
        @Override
        public void add(Sample sample) {
            nats.add(sample);
        }

        @Override
        public double value() {
            return StrictMath.exp(nats.value());
        }
    }
}
