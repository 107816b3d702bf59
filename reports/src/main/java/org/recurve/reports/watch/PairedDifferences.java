package org.recurve.reports.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.api.data.Data;
import org.recurve.api.measure.MetricName;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.study.ComparisonQuestion;

/**
 * The difference of each seed to the baseline's same seed, epoch by epoch: what a test at the end is made of, and no test.
 *
 * @param metric that is compared, measured after each epoch
 * @param against the baseline
 */
record PairedDifferences(String metric, String against) {
    /** Returns what is compared; empty if nothing is, or no epoch measured it yet. */
    static Optional<PairedDifferences> of(ComparisonQuestion question, List<FollowedTrial> trials) {
        if (question.against().isEmpty()) {
            return Optional.empty();
        }
        Set<String> measured = new TreeSet<>();
        trials.forEach(trial -> trial.epochs().values().forEach(metrics -> measured.addAll(metrics.keySet())));
        String asked = question.primary();
        String validated = asked.isEmpty()
                ? ""
                : MetricName.parse(asked).on(Data.VALIDATION).toString();
        return List.of(validated, asked).stream()
                .filter(measured::contains)
                .findFirst()
                .or(() -> asked.isEmpty()
                        ? measured.stream()
                                .filter(name -> MetricName.parse(name).isOf(Data.VALIDATION))
                                .findFirst()
                        : Optional.empty())
                .map(metric -> new PairedDifferences(metric, question.against()));
    }

    String title() {
        return metric + " minus that of " + against;
    }

    /** Adds what the last epoch of a trial decides: its own difference, or, of the baseline, those of all its pairs. */
    void add(FollowedTrial trial, int epoch, List<FollowedTrial> trials, LiveCurves curves) {
        boolean baseline = trial.plan().variant().equals(against);
        for (FollowedTrial other : trials) {
            boolean pair = other.plan().seed() == trial.plan().seed()
                    && other.plan().task().equals(trial.plan().task())
                    && other != trial;
            if (pair && baseline) {
                add(other, trial, epoch, curves);
            } else if (pair && other.plan().variant().equals(against)) {
                add(trial, other, epoch, curves);
            }
        }
    }

    private void add(FollowedTrial variant, FollowedTrial baseline, int epoch, LiveCurves curves) {
        Double value = variant.epochs().getOrDefault(epoch, Map.of()).get(metric);
        Double base = baseline.epochs().getOrDefault(epoch, Map.of()).get(metric);
        if (value != null && base != null) {
            curves.add(variant, "difference", title(), "epoch", epoch, value - base);
        }
    }

    /** Returns on how many seeds of how many some variant can be compared up to the end: {@code 2 of 8 seeds}. */
    String seeds(List<FollowedTrial> trials) {
        Set<Long> planned = new TreeSet<>();
        Set<Long> open = new TreeSet<>();
        trials.forEach(trial -> {
            planned.add(trial.plan().seed());
            if (!trial.state().isEnded()) {
                open.add(trial.plan().seed());
            }
        });
        return planned.size() - open.size() + " of " + planned.size() + (planned.size() == 1 ? " seed" : " seeds");
    }
}
