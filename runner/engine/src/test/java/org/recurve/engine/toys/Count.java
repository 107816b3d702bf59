package org.recurve.engine.toys;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** The number of examples, with the order of the split in its digits' place: {@code Σ i · target(i)} as a fraction. */
@Plugin(id = "count", summary = "n + sum i t(i) / 10^6")
public final class Count implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new Accumulator() {
            private int examples;
            private double ordered;

            @Override
            public void add(Sample sample) {
                ordered += ++examples * (double) sample.target()[0];
            }

            @Override
            public double value() {
                return examples + ordered / 1e6;
            }
        };
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }
}
