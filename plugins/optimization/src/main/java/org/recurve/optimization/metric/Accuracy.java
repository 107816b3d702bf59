package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The share of right answers, from 0 to 1: an answer is the class with the largest output, the first if tied.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 */
@Plugin(id = "accuracy", version = 1, summary = "the share of examples (or steps) whose largest output is the target")
public final class Accuracy implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new Count();
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    private static final class Count implements Accumulator {
        private long right;
        private long answers;

        @Override
        public void add(Sample sample) {
            int classes = sample.shape().dim(-1);
            int steps = sample.steps() < 0 ? sample.shape().size() / classes : sample.steps();
            for (int step = 0; step < steps; step++) {
                answers++;
                if (largest(sample.output(), step * classes, classes) == sample.target()[step]) {
                    right++;
                }
            }
        }

        private static int largest(float[] output, int from, int classes) {
            int largest = 0;
            for (int i = 1; i < classes; i++) {
                if (output[from + i] > output[from + largest]) {
                    largest = i;
                }
            }
            return largest;
        }

        @Override
        public double value() {
            return (double) right / answers;
        }
    }
}
