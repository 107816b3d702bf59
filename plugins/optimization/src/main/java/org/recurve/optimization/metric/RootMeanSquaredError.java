package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** The root of {@code mean-squared-error}: an error in the unit of the target. */
@Plugin(
        id = "root-mean-squared-error",
        version = 1,
        summary = "the root of the mean of (output - target)^2 over all elements")
public final class RootMeanSquaredError implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new RootOfMean(new MeanSquaredError().accumulator(config));
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ElementSquares.check("root-mean-squared-error", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    private record RootOfMean(Accumulator mean) implements Accumulator {
        @Override
        public void add(Sample sample) {
            mean.add(sample);
        }

        @Override
        public double value() {
            return StrictMath.sqrt(mean.value());
        }
    }
}
