package org.recurve.optimization.metric;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;

/** Describes how often each class was answered where each class was right, and a number made of that. */
final class ConfusionCounts implements Accumulator {
    private final Optional<Integer> only;
    private final ToDoubleFunction<Counts> ratio;
    /** By right class, then by answer. */
    private long[][] seen = {};

    /** @param only the class that counts; without it, the mean over all classes that were right or answered */
    ConfusionCounts(Optional<Integer> only, ToDoubleFunction<Counts> ratio) {
        this.only = only;
        this.ratio = ratio;
    }

    /**
     * Describes what concerns one class.
     *
     * @param hits right and answered
     * @param answers answered, rightly or not
     * @param targets right, answered or not
     */
    record Counts(long hits, long answers, long targets) {
        double precision() {
            return answers == 0 ? 0 : (double) hits / answers;
        }

        double recall() {
            return targets == 0 ? 0 : (double) hits / targets;
        }

        double f1() {
            return hits == 0 ? 0 : 2.0 * hits / (answers + targets);
        }
    }

    @Override
    public void add(Sample sample) {
        if (seen.length == 0) {
            int classes = sample.shape().dim(-1);
            seen = new long[classes][classes];
        }
        ClassScores.each(sample, scores -> seen[scores.target()][scores.answer()]++);
    }

    @Override
    public double value() {
        if (seen.length == 0) {
            return Double.NaN;
        }
        return only.map(c -> ratio.applyAsDouble(counts(c))).orElseGet(this::mean);
    }

    private double mean() {
        return IntStream.range(0, seen.length)
                .mapToObj(this::counts)
                .filter(counts -> counts.answers() + counts.targets() > 0)
                .mapToDouble(ratio)
                .average()
                .orElse(Double.NaN);
    }

    private Counts counts(int of) {
        if (of >= seen.length) {
            return new Counts(0, 0, 0);
        }
        long answers = 0;
        long targets = 0;
        for (int i = 0; i < seen.length; i++) {
            answers += seen[i][of];
            targets += seen[of][i];
        }
        return new Counts(seen[of][of], answers, targets);
    }
}
