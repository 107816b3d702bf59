package org.recurve.optimization.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;

/** Describes how often each class or label was answered, was right, and both, and a number made of that. */
public final class ConfusionCounts implements Accumulator {
    private final boolean labels;
    private final Optional<Integer> only;
    private final Optional<Averaging> average;
    private final ToDoubleFunction<Counts> ratio;
    private long[] hits = {};
    private long[] answers = {};
    private long[] targets = {};

    /**
     * Begins without an example.
     *
     * @param labels whether each output is a label that may hold beside others
     * @param only the class that counts; without it, all that were right or answered
     */
    public ConfusionCounts(
            boolean labels, Optional<Integer> only, Optional<Averaging> average, ToDoubleFunction<Counts> ratio) {
        this.labels = labels;
        this.only = only;
        this.average = average;
        this.ratio = ratio;
    }

    /**
     * Describes what concerns one class.
     *
     * @param hits right and answered
     * @param answers answered, rightly or not
     * @param targets right, answered or not
     */
    public record Counts(long hits, long answers, long targets) {
        double precision() {
            return answers == 0 ? 0 : (double) hits / answers;
        }

        double recall() {
            return targets == 0 ? 0 : (double) hits / targets;
        }

        double f1() {
            return hits == 0 ? 0 : 2.0 * hits / (answers + targets);
        }

        /** Returns the share of hits among all that were right or answered. */
        public double union() {
            return hits == 0 ? 0 : (double) hits / (answers + targets - hits);
        }
    }

    @Override
    public void add(Sample sample) {
        if (hits.length == 0) {
            int classes = sample.shape().dim(-1);
            hits = new long[classes];
            answers = new long[classes];
            targets = new long[classes];
        }
        if (labels) {
            ClassScores.eachLabel(sample, (label, scores) -> {
                hits[label] += scores.answer() & scores.target();
                answers[label] += scores.answer();
                targets[label] += scores.target();
            });
        } else {
            ClassScores.each(sample, scores -> {
                hits[scores.target()] += scores.answer() == scores.target() ? 1 : 0;
                answers[scores.answer()]++;
                targets[scores.target()]++;
            });
        }
    }

    @Override
    public double value() {
        if (hits.length == 0) {
            return Double.NaN;
        }
        return only.map(c -> ratio.applyAsDouble(counts(c))).orElseGet(() -> switch (average.orElse(Averaging.MACRO)) {
            case MACRO -> mean();
            case MICRO -> ratio.applyAsDouble(new Counts(sum(hits), sum(answers), sum(targets)));
        });
    }

    private static long sum(long... counts) {
        return Arrays.stream(counts).sum();
    }

    private double mean() {
        return IntStream.range(0, hits.length)
                .mapToObj(this::counts)
                .filter(counts -> counts.answers() + counts.targets() > 0)
                .mapToDouble(ratio)
                .average()
                .orElse(Double.NaN);
    }

    private Counts counts(int of) {
        return of >= hits.length ? new Counts(0, 0, 0) : new Counts(hits[of], answers[of], targets[of]);
    }
}
