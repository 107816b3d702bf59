package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The mean of {@code (output − target)²} over all elements of all examples, in double; past a sequence's true length
 * nothing counts.
 */
@Plugin(id = "mean-squared-error", version = 1, summary = "the mean of (output - target)^2 over all elements")
public final class MeanSquaredError implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new SquaredErrorMean();
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ElementSquares.check("mean-squared-error", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    private static final class SquaredErrorMean implements Accumulator {
        private double sum;
        private long elements;

        @Override
        public void add(Sample sample) {
            sum = ElementSquares.add(sum, sample);
            elements += ElementSquares.elements(sample);
        }

        @Override
        public double value() {
            return sum / elements;
        }
    }
}
