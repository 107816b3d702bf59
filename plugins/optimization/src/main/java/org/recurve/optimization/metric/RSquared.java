package org.recurve.optimization.metric;

import java.util.stream.IntStream;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The coefficient of determination, {@code 1 − Σ (output − target)² / Σ (target − mean)²}, by the mean of the targets that are measured:
 * 1 if all outputs are right, 0 if they are no better than that mean, and below 0 if they are worse. Of several numbers it is the mean over
 * them, each by itself; of a sequence the true steps count together. Where targets do not vary it is 1 if all outputs are right, else 0.
 */
@Plugin(id = "r2", version = 1, summary = "the share of the targets' variance that outputs explain")
public final class RSquared implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new Determination();
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ElementSquares.check("r2", prediction);
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    private static final class Determination implements Accumulator {
        private double[] means = {};
        private double[] variations = {};
        private double[] errors = {};
        private long[] counts = {};

        @Override
        public void add(Sample sample) {
            int size = sample.shape().size();
            int numbers = sample.steps() < 0 ? size : size / sample.shape().dim(0);
            if (counts.length == 0) {
                means = new double[numbers];
                variations = new double[numbers];
                errors = new double[numbers];
                counts = new long[numbers];
            }
            int counted = ElementSquares.elements(sample);
            for (int i = 0; i < counted; i++) {
                int at = i % numbers;
                double target = sample.target()[i];
                double error = sample.output()[i] - target;
                double before = target - means[at];
                counts[at]++;
                means[at] += before / counts[at];
                variations[at] += before * (target - means[at]);
                errors[at] += error * error;
            }
        }

        @Override
        public double value() {
            return IntStream.range(0, counts.length)
                    .filter(i -> counts[i] > 0)
                    .mapToDouble(this::explained)
                    .average()
                    .orElse(Double.NaN);
        }

        private double explained(int at) {
            if (variations[at] == 0) {
                return errors[at] == 0 ? 1 : 0;
            }
            return 1 - errors[at] / variations[at];
        }
    }
}
