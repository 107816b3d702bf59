package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The mean over examples of {@code ‖output − target‖²}, the target being what an autoencoder was to reproduce, in double:
 * a whole example's error, where mean-squared-error has one element's. Past a sequence's true length nothing counts.
 */
@Plugin(id = "reconstruction-error", version = 1, summary = "the mean over examples of |output - target|^2")
public final class ReconstructionError implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new Distances();
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ElementSquares.check("reconstruction-error", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    private static final class Distances implements Accumulator {
        private double sum;
        private long examples;

        @Override
        public void add(Sample sample) {
            sum = ElementSquares.add(sum, sample);
            examples++;
        }

        @Override
        public double value() {
            return sum / examples;
        }
    }
}
