package org.recurve.optimization.metric;

import java.util.function.ToDoubleFunction;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;

/** The mean of a number over the true steps of all examples. */
final class RunningMean implements Accumulator {
    private final ToDoubleFunction<ClassScores> each;
    private double sum;
    private long steps;

    RunningMean(ToDoubleFunction<ClassScores> each) {
        this.each = each;
    }

    @Override
    public void add(Sample sample) {
        ClassScores.each(sample, scores -> {
            sum += each.applyAsDouble(scores);
            steps++;
        });
    }

    @Override
    public double value() {
        return sum / steps;
    }
}
