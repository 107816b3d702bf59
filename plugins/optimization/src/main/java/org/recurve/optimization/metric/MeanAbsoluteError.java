package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** The mean of {@code |output − target|} over all elements of all examples, in double; past a sequence's true length nothing counts. */
@Plugin(id = "mean-absolute-error", version = 1, summary = "the mean of |output - target| over all elements")
public final class MeanAbsoluteError implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new AbsoluteErrorMean();
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ElementSquares.check("mean-absolute-error", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    private static final class AbsoluteErrorMean implements Accumulator {
        private double sum;
        private long elements;

        @Override
        public void add(Sample sample) {
            int counted = ElementSquares.elements(sample);
            for (int i = 0; i < counted; i++) {
                sum += Math.abs((double) sample.output()[i] - sample.target()[i]);
            }
            elements += counted;
        }

        @Override
        public double value() {
            return sum / elements;
        }
    }
}
