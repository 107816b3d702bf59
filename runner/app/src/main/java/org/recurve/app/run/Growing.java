package org.recurve.app.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.recurve.api.event.Event.Status;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.Variant;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.Growth;
import org.recurve.engine.study.StudyResult.Outcome;
import org.recurve.reports.statistics.SignFlip;

/**
 * Adds a seed to an experiment, for all variants, until each paired difference is known as precisely as its file asks.
 *
 * @param threads in a trial
 * @param tuned trials of the search before it
 */
public record Growing(Experiment experiment, int threads, List<TrialSpec> tuned) implements Growth {
    public Growing {
        tuned = List.copyOf(tuned);
    }

    @Override
    public Optional<StudySpec> beyond(StudySpec study, List<Outcome> outcomes) {
        int seeds =
                (study.trials().size() - tuned.size()) / experiment.variants().size();
        return experiment
                .precision()
                .filter(asked -> widest(outcomes) > asked.width())
                .flatMap(_ -> experiment.plan(threads, seeds + 1))
                .map(grown -> grown.and(tuned));
    }

    /** All that it can grow to. */
    public StudySpec most() {
        int further =
                experiment.precision().map(asked -> asked.further().size()).orElse(0);
        return experiment
                .plan(threads, experiment.seeds().size() + further)
                .orElseThrow()
                .and(tuned);
    }

    /** The width of the widest interval; without end if there is a difference of which too few pairs are known. */
    double widest(List<Outcome> outcomes) {
        return experiment.variants().stream()
                .flatMap(variant -> reference(variant).stream().map(other -> width(variant, other, outcomes)))
                .mapToDouble(width -> width)
                .max()
                .orElse(0);
    }

    /** What a variant is compared with, at its own point and on its own task. */
    private Optional<Variant> reference(Variant variant) {
        String against = experiment.against();
        return experiment.variants().stream()
                .filter(other -> other.isOf(against)
                        && !variant.isOf(against)
                        && other.task().equals(variant.task())
                        && other.point().equals(variant.point()))
                .findFirst();
    }

    private double width(Variant variant, Variant other, List<Outcome> outcomes) {
        double[] differences = Stream.concat(
                        experiment.seeds().stream(), experiment.precision().orElseThrow().further().stream())
                .flatMapToDouble(seed -> {
                    OptionalDouble a = metric(variant, seed, outcomes);
                    OptionalDouble b = metric(other, seed, outcomes);
                    return a.isPresent() && b.isPresent()
                            ? DoubleStream.of(a.getAsDouble() - b.getAsDouble())
                            : DoubleStream.empty();
                })
                .toArray();
        return differences.length == 0
                ? Double.POSITIVE_INFINITY
                : SignFlip.of(differences)
                        .interval()
                        .map(interval -> interval.high() - interval.low())
                        .orElse(Double.POSITIVE_INFINITY);
    }

    private OptionalDouble metric(Variant variant, long seed, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.plan().variant().equals(variant.name())
                        && outcome.plan().task().equals(variant.task())
                        && outcome.plan().seed() == seed
                        && outcome.ended().status() == Status.FINISHED)
                .map(outcome -> outcome.ended().metrics().getOrDefault(experiment.primary(), Double.NaN))
                .mapToDouble(value -> value)
                .filter(Double::isFinite)
                .findFirst();
    }
}
