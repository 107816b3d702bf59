package org.recurve.optimization.metric.ranking;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;
import org.recurve.optimization.metric.ClassScores;

/** A number of one class against all others, or the mean over all classes of which it can be told. Keeps eight bytes a class and step. */
final class RankedClasses implements Accumulator {
    private final boolean labels;
    private final Optional<Integer> only;
    private final Predicate<OddsOfClass> told;
    private final ToDoubleFunction<OddsOfClass> number;
    private OddsOfClass[] classes = {};

    /** @param labels whether each output is a label that may hold beside others */
    RankedClasses(
            boolean labels, Optional<Integer> only, Predicate<OddsOfClass> told, ToDoubleFunction<OddsOfClass> number) {
        this.labels = labels;
        this.only = only;
        this.told = told;
        this.number = number;
    }

    @Override
    public void add(Sample sample) {
        if (classes.length == 0) {
            classes = Stream.generate(OddsOfClass::new)
                    .limit(sample.shape().dim(-1))
                    .toArray(OddsOfClass[]::new);
        }
        if (labels) {
            ClassScores.eachLabel(sample, (label, scores) -> {
                if (only.isEmpty() || only.get() == label) {
                    classes[label].add(scores.score(1), scores.target() == 1);
                }
            });
        } else {
            ClassScores.each(
                    sample,
                    scores -> only.map(IntStream::of)
                            .orElseGet(() -> IntStream.range(0, classes.length))
                            .forEach(i -> classes[i].add(scores.odds(i), scores.target() == i)));
        }
    }

    @Override
    public double value() {
        return Arrays.stream(classes).filter(told).mapToDouble(number).average().orElse(Double.NaN);
    }
}
