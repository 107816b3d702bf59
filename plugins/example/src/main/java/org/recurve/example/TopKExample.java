package org.recurve.example;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/** The share of examples whose target is among the {@code k} largest outputs; of equal ones the first come first. */
@Plugin(
        id = "example-top-k",
        version = 1,
        summary = "the share of examples whose target is among the k largest outputs")
public final class TopKExample implements Metric<TopKExample.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many answers are allowed") @Main @Default("5") @Min(1)
            int k) {}

    @Override
    public void check(Config config, Prediction prediction) {
        int classes = prediction.target().classes().size();
        if (classes <= config.k()) {
            throw new InvalidSetting("example-top-k needs a class as target, one of more than " + config.k() + "; here "
                    + (classes == 0 ? "the target is numbers" : "there are " + classes + " classes"));
        }
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean isShare() {
        return true;
    }

    @Override
    public Accumulator accumulator(Config config) {
        return new Accumulator() {
            private long right;
            private long examples;

            @Override
            public void add(Sample sample) {
                examples++;
                right += rank(sample.output(), (int) sample.target()[0]) < config.k() ? 1 : 0;
            }

            @Override
            public double value() {
                return (double) right / examples;
            }
        };
    }

    private static int rank(float[] output, int target) {
        int before = 0;
        for (int i = 0; i < output.length; i++) {
            boolean tiedAndEarlier = output[i] == output[target] && i < target;
            before += output[i] > output[target] || tiedAndEarlier ? 1 : 0;
        }
        return before;
    }
}
