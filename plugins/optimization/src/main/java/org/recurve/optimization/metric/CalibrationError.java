package org.recurve.optimization.metric;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The expected calibration error (Guo et al. 2017): answers are sorted by their probability, the largest of {@code softmax(output)}, into
 * bins of equal width, each with its upper edge; of each bin the distance between the share of right answers and the mean probability,
 * weighted by its answers. 0 if of the answers given with probability p the share p is right.
 * Of labels, each is an answer: that it holds, or that it does not.
 */
@Plugin(
        id = "calibration-error",
        version = 1,
        summary = "the mean distance between the probability of answers and the share of them that is right")
public final class CalibrationError implements Metric<CalibrationError.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many bins of equal width there are") @Main @Default("15") @Min(1)
            int bins) {}

    @Override
    public Accumulator accumulator(Config config) {
        return new Bins(config.bins(), ClassScores::each);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return new Bins(config.bins(), ClassScores.reader(prediction));
    }

    @Override
    public void check(Config config, Prediction prediction) {
        ClassScores.checkEither("calibration-error", prediction, Optional.empty());
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean isShare() {
        return true;
    }

    private static final class Bins implements Accumulator {
        private final ClassScores.AnswerReader reader;
        private final double[] confidence;
        private final long[] hits;
        private long all;

        Bins(int bins, ClassScores.AnswerReader reader) {
            this.reader = reader;
            confidence = new double[bins];
            hits = new long[bins];
        }

        @Override
        public void add(Sample sample) {
            reader.each(sample, scores -> {
                double given = scores.confidence();
                int bin = Math.clamp((long) Math.ceil(given * hits.length) - 1, 0, hits.length - 1);
                confidence[bin] += given;
                hits[bin] += scores.answer() == scores.target() ? 1 : 0;
                all++;
            });
        }

        @Override
        public double value() {
            double apart = 0;
            for (int bin = 0; bin < hits.length; bin++) {
                apart += Math.abs(hits[bin] - confidence[bin]);
            }
            return apart / all;
        }
    }
}
