package org.recurve.app.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.recurve.api.event.Event.Status;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StudyVariant;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.SeedGrowth;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.reports.statistics.SignFlipComparison;

/**
 * Adds a seed to an experiment, for all variants, until each paired difference is known as precisely as its file asks.
 *
 * @param threads in a trial
 * @param tuned trials of the search before it
 */
public record SequentialSeeds(Experiment experiment, int threads, List<TrialSpec> tuned) implements SeedGrowth {
    public SequentialSeeds {
        tuned = List.copyOf(tuned);
    }

    @Override
    public Optional<StudySpec> beyond(StudySpec study, List<TrialEnd> ends) {
        int seeds =
                (study.trials().size() - tuned.size()) / experiment.variants().size();
        return experiment
                .precision()
                .filter(asked -> widest(ends) > asked.width())
                .flatMap(_ -> experiment.plan(threads, seeds + 1))
                .map(grown -> grown.and(tuned));
    }

    /** Returns all that it can grow to. */
    public StudySpec most() {
        int further =
                experiment.precision().map(asked -> asked.further().size()).orElse(0);
        return experiment
                .plan(threads, experiment.seeds().size() + further)
                .orElseThrow()
                .and(tuned);
    }

    /** Returns the width of the widest interval; without end if there is a difference of which too few pairs are known. */
    double widest(List<TrialEnd> read) {
        List<TrialEnd> ends = List.copyOf(read); // asked for each seed of each variant
        return experiment.variants().stream()
                .flatMap(variant -> reference(variant).stream().map(other -> width(variant, other, ends)))
                .mapToDouble(width -> width)
                .max()
                .orElse(0);
    }

    /** Returns what a variant is compared with, at its own point and on its own task. */
    private Optional<StudyVariant> reference(StudyVariant variant) {
        String against = experiment.against();
        return experiment.variants().stream()
                .filter(other -> other.isOf(against)
                        && !variant.isOf(against)
                        && other.task().equals(variant.task())
                        && other.point().equals(variant.point()))
                .findFirst();
    }

    private double width(StudyVariant variant, StudyVariant other, List<TrialEnd> ends) {
        double[] differences = Stream.concat(
                        experiment.seeds().stream(), experiment.precision().orElseThrow().further().stream())
                .flatMapToDouble(seed -> {
                    OptionalDouble a = metric(variant, seed, ends);
                    OptionalDouble b = metric(other, seed, ends);
                    return a.isPresent() && b.isPresent()
                            ? DoubleStream.of(a.getAsDouble() - b.getAsDouble())
                            : DoubleStream.empty();
                })
                .toArray();
        return differences.length == 0
                ? Double.POSITIVE_INFINITY
                : SignFlipComparison.of(differences)
                        .interval()
                        .map(interval -> interval.high() - interval.low())
                        .orElse(Double.POSITIVE_INFINITY);
    }

    private OptionalDouble metric(StudyVariant variant, long seed, List<TrialEnd> ends) {
        return ends.stream()
                .filter(end -> end.plan().variant().equals(variant.name())
                        && end.plan().task().equals(variant.task())
                        && end.plan().seed() == seed
                        && end.ended().status() == Status.FINISHED)
                .map(end -> end.ended().metrics().getOrDefault(experiment.primary(), Double.NaN))
                .mapToDouble(value -> value)
                .filter(Double::isFinite)
                .findFirst();
    }
}
