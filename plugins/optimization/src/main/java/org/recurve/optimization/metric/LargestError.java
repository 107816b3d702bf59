package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The largest {@code |output − target|} over all elements of all examples, in double: where it is at most ε, "all examples produce
 * the correct output within ε". Past a sequence's true length nothing counts.
 */
@Plugin(id = "largest-error", version = 1, summary = "the largest |output - target| over all elements")
public final class LargestError implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new Largest();
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ElementSquares.check("largest-error", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    private static final class Largest implements Accumulator {
        private double largest;

        @Override
        public void add(Sample sample) {
            for (int i = 0; i < ElementSquares.elements(sample); i++) {
                largest = Math.max(largest, Math.abs((double) sample.output()[i] - sample.target()[i]));
            }
        }

        @Override
        public double value() {
            return largest;
        }
    }
}
