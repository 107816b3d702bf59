package org.recurve.optimization.metric;

import java.util.function.ToDoubleFunction;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;

/** The mean of a number over the true steps of all examples. */
final class Mean implements Accumulator {
    private final ToDoubleFunction<Answers> each;
    private double sum;
    private long steps;

    Mean(ToDoubleFunction<Answers> each) {
        this.each = each;
    }

    @Override
    public void add(Sample sample) {
        Answers.each(sample, answers -> {
            sum += each.applyAsDouble(answers);
            steps++;
        });
    }

    @Override
    public double value() {
        return sum / steps;
    }
}
