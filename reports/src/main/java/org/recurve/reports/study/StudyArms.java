package org.recurve.reports.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.recurve.api.event.Event;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/**
 * All arms of a study, in the order of its plan.
 *
 * @param metrics every metric that some trial ended with, sorted
 */
public record StudyArms(List<StudyArm> all, List<String> metrics) {
    private record ArmKey(String variant, String task) {
        /** Returns what a record's own would; that is linked at run time, and an answer about very many trials waits for it. */
        @Override
        public int hashCode() {
            return 31 * variant.hashCode() + task.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ArmKey key && variant.equals(key.variant) && task.equals(key.task);
        }
    }

    public StudyArms {
        all = List.copyOf(all);
        metrics = List.copyOf(metrics);
    }

    private StudyArms(List<StudyArm> all) {
        this(all, metrics(all));
    }

    private static List<String> metrics(List<StudyArm> arms) {
        Set<String> metrics = new TreeSet<>();
        Set<String> last = Set.of();
        for (StudyArm arm : arms) {
            for (TrialView trial : arm.trials()) {
                Set<String> own = trial.metrics().keySet();
                if (!own.equals(last)) { // most trials have the same
                    metrics.addAll(own);
                    last = own;
                }
            }
        }
        return List.copyOf(metrics);
    }

    public static StudyArms of(StudyView study) {
        Map<ArmKey, Integer> planned = new LinkedHashMap<>();
        for (Event.TrialPlan plan : study.plan()) {
            planned.merge(new ArmKey(plan.variant(), plan.task()), 1, Integer::sum);
        }
        Map<ArmKey, List<TrialView>> begun = new LinkedHashMap<>();
        for (TrialView trial : study.trials()) {
            ArmKey key = new ArmKey(trial.variant(), trial.task());
            planned.putIfAbsent(key, 0);
            begun.computeIfAbsent(key, k -> new ArrayList<>()).add(trial);
        }
        Map<String, Integer> styles = new HashMap<>();
        planned.keySet().forEach(key -> styles.putIfAbsent(key.variant(), styles.size()));
        List<StudyArm> arms = new ArrayList<>();
        planned.forEach((key, count) -> arms.add(new StudyArm(
                styles.getOrDefault(key.variant(), 0),
                key.variant(),
                key.task(),
                count,
                begun.getOrDefault(key, List.of()))));
        return new StudyArms(arms);
    }

    /** Returns the tasks in order; one that is empty if the study has none. */
    public List<String> tasks() {
        return all.stream().map(StudyArm::task).distinct().toList();
    }

    public List<StudyArm> of(String task) {
        return all.stream().filter(arm -> arm.task().equals(task)).toList();
    }

    public Optional<StudyArm> find(String variant, String task) {
        return all.stream()
                .filter(arm -> arm.variant().equals(variant) && arm.task().equals(task))
                .findFirst();
    }

    /** Returns those that answer the question: where the settings of variants were searched for, not what was tried on the way. */
    public StudyArms answering() {
        List<StudyArm> variants = all.stream().filter(arm -> !arm.isPoint()).toList();
        return variants.isEmpty() ? this : new StudyArms(variants);
    }

    /**
     * Returns those of the first variant and of the best others, {@code most} variants in all, in the order of the plan: of more, pictures
     * and curves show nothing.
     *
     * @param metric by whose means variants are ranked; those without one come last
     * @param better which way is the good one
     */
    public StudyArms foremost(int most, String metric, Better better) {
        List<StudyArm> variants = variants();
        if (variants.size() <= most) {
            return this;
        }
        double sign = better == Better.HIGHER ? -1 : 1;
        Set<String> chosen = variants.stream()
                .skip(1)
                .sorted(Comparator.comparingDouble(
                        arm -> SeedSummary.of(arm.values(metric).values())
                                .map(summary -> sign * summary.mean())
                                .orElse(Double.POSITIVE_INFINITY)))
                .limit(most - 1L)
                .map(StudyArm::variant)
                .collect(Collectors.toCollection(HashSet::new));
        chosen.add(variants.getFirst().variant());
        return new StudyArms(
                all.stream().filter(arm -> chosen.contains(arm.variant())).toList());
    }

    /** Returns the first arm of every variant: what does not depend on the task is shown by it. */
    public List<StudyArm> variants() {
        Map<String, StudyArm> first = new LinkedHashMap<>();
        all.forEach(arm -> first.putIfAbsent(arm.variant(), arm));
        return List.copyOf(first.values());
    }
}
