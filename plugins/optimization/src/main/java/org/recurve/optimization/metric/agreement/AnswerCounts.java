package org.recurve.optimization.metric.agreement;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;
import org.recurve.optimization.metric.ClassScores;

/** Counts, for each class, how often it was right, answered, and both. */
final class AnswerCounts implements Accumulator {
    private final ToDoubleFunction<AnswerCounts> value;
    private long[] hits = {};
    private long[] answers = {};
    private long[] targets = {};
    private long all;

    AnswerCounts(ToDoubleFunction<AnswerCounts> value) {
        this.value = value;
    }

    @Override
    public void add(Sample sample) {
        if (hits.length == 0) {
            int classes = sample.shape().dim(-1);
            hits = new long[classes];
            answers = new long[classes];
            targets = new long[classes];
        }
        ClassScores.each(sample, scores -> {
            int answer = scores.answer();
            hits[answer] += answer == scores.target() ? 1 : 0;
            answers[answer]++;
            targets[scores.target()]++;
            all++;
        });
    }

    @Override
    public double value() {
        return all == 0 ? Double.NaN : value.applyAsDouble(this);
    }

    /** Returns the mean, over the classes that were right at least once, of the share in which each was answered. */
    double balanced() {
        return IntStream.range(0, hits.length)
                .filter(i -> targets[i] > 0)
                .mapToDouble(i -> (double) hits[i] / targets[i])
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the share of right answers. */
    double agreement() {
        return (double) Arrays.stream(hits).sum() / all;
    }

    /** Returns the share that answers would have right by chance, each class as often as it is answered. */
    double chance() {
        return IntStream.range(0, hits.length)
                .mapToDouble(i -> (double) answers[i] / all * targets[i] / all)
                .sum();
    }

    /** Returns the sum of the squares of the shares in which classes were answered. */
    double answered() {
        return squares(answers);
    }

    /** Returns the sum of the squares of the shares in which classes were right. */
    double right() {
        return squares(targets);
    }

    private double squares(long[] counts) {
        return IntStream.range(0, counts.length)
                .mapToDouble(i -> (double) counts[i] / all * counts[i] / all)
                .sum();
    }
}
