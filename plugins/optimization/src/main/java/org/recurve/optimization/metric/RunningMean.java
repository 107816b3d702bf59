package org.recurve.optimization.metric;

import java.util.function.ToDoubleFunction;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;

/** The mean of a number over the true steps, or labels, of all examples. */
final class RunningMean implements Accumulator {
    private final ClassScores.AnswerReader reader;
    private final ToDoubleFunction<ClassScores> each;
    private double sum;
    private long steps;

    RunningMean(ToDoubleFunction<ClassScores> each) {
        this(ClassScores::each, each);
    }

    RunningMean(ClassScores.AnswerReader reader, ToDoubleFunction<ClassScores> each) {
        this.reader = reader;
        this.each = each;
    }

    @Override
    public void add(Sample sample) {
        reader.each(sample, scores -> {
            sum += each.applyAsDouble(scores);
            steps++;
        });
    }

    @Override
    public double value() {
        return sum / steps;
    }
}
