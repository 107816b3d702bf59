package org.recurve.reports.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.reports.statistics.EquivalenceComparison;
import org.recurve.reports.statistics.HolmAdjustment;
import org.recurve.reports.statistics.McNemarComparison;
import org.recurve.reports.statistics.PairedSummary;
import org.recurve.reports.statistics.WelchComparison;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;

/**
 * All contrasts that a study plans: every variant in every task against the one it is compared with. Points of a sweep are
 * explored, not compared, and are none.
 *
 * @param size how many were planned, also where no seed finished
 * @param contrasts those of which there is something to say
 */
public record TestFamily(int size, Map<StudyArm, PlannedContrast> contrasts) {
    /** Makes a contrast of a test, once its p-values are adjusted. */
    @FunctionalInterface
    private interface AdjustedContrast {
        PlannedContrast of(double p, OptionalDouble equivalence);
    }

    /** A test, with its p-values of "no difference" and of "the margin is reached"; the latter is 1 without a margin. */
    private record AdjustedTest(StudyArm arm, double p, double equivalence, AdjustedContrast adjusted) {}

    public static TestFamily of(StudyArms arms, ComparisonQuestion question) {
        List<StudyArm> planned = arms.all().stream()
                .filter(arm -> !arm.variant().equals(question.against()) && !arm.isPoint())
                .filter(arm -> arms.find(question.against(), arm.task()).isPresent())
                .toList();
        List<AdjustedTest> tests = new ArrayList<>();
        Map<StudyArm, PlannedContrast> contrasts = new HashMap<>();
        Map<StudyArm, Map<Long, String>> digests = new HashMap<>();
        for (StudyArm arm : planned) {
            StudyArm against = arms.find(question.against(), arm.task()).orElseThrow();
            int same = same(arm, digests.computeIfAbsent(against, StudyArm::digests));
            if (same > 0) {
                contrasts.put(arm, new PlannedContrast.IdenticalState(same));
            } else {
                test(arm, against, question).ifPresent(tests::add);
            }
        }
        List<Double> adjusted =
                HolmAdjustment.adjust(tests.stream().map(AdjustedTest::p).toList(), planned.size());
        List<Double> equivalent = HolmAdjustment.adjust(
                tests.stream().map(AdjustedTest::equivalence).toList(), planned.size());
        for (int i = 0; i < tests.size(); i++) {
            OptionalDouble equivalence =
                    question.margin().isPresent() ? OptionalDouble.of(equivalent.get(i)) : OptionalDouble.empty();
            contrasts.put(tests.get(i).arm(), tests.get(i).adjusted().of(adjusted.get(i), equivalence));
        }
        return new TestFamily(planned.size(), contrasts);
    }

    /** On how many shared seeds both ended in the same state; 0 unless on all. */
    private static int same(StudyArm arm, Map<Long, String> against) {
        int same = 0;
        for (Map.Entry<Long, String> digest : arm.digests().entrySet()) {
            String there = against.get(digest.getKey());
            if (there != null && !there.equals(digest.getValue())) {
                return 0;
            }
            same += there == null ? 0 : 1;
        }
        return same;
    }

    private static Optional<AdjustedTest> test(StudyArm arm, StudyArm against, ComparisonQuestion question) {
        String metric = question.primary();
        OptionalDouble margin = question.margin();
        if (arm.unsuccessful(metric).size() + against.unsuccessful(metric).size() > 0) {
            return success(arm, against, metric);
        }
        Optional<String> apart = arm.noPairWith(against, metric);
        if (apart.isPresent()) {
            return WelchComparison.of(
                            arm.values(metric).values(), against.values(metric).values())
                    .map(test -> new AdjustedTest(
                            arm,
                            test.p(),
                            margin.isPresent() ? EquivalenceComparison.of(test, margin.getAsDouble()) : 1,
                            (p, equivalence) ->
                                    new PlannedContrast.IndependentDifference(test, apart.get(), p, equivalence)));
        }
        return PairedSummary.of(arm.values(metric), against.values(metric), question.folds())
                .map(summary -> new AdjustedTest(
                        arm,
                        summary.test().p(),
                        margin.isPresent() ? EquivalenceComparison.of(summary, margin.getAsDouble()) : 1,
                        (p, equivalence) -> new PlannedContrast.PairedDifference(summary, p, equivalence)));
    }

    private static Optional<AdjustedTest> success(StudyArm arm, StudyArm against, String metric) {
        Set<Long> shared = new TreeSet<>(arm.outcomes(metric));
        shared.retainAll(against.outcomes(metric));
        Set<Long> failed = arm.unsuccessful(metric);
        Set<Long> failedThere = against.unsuccessful(metric);
        int lost = (int) shared.stream()
                .filter(seed -> failed.contains(seed) && !failedThere.contains(seed))
                .count();
        int gained = (int) shared.stream()
                .filter(seed -> !failed.contains(seed) && failedThere.contains(seed))
                .count();
        McNemarComparison test = McNemarComparison.of(shared.size(), gained, lost);
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new AdjustedTest(arm, test.p(), 1, (p, _) -> new PlannedContrast.SuccessDifference(test, p)));
    }

    public Optional<PlannedContrast> of(StudyArm arm) {
        return Optional.ofNullable(contrasts.get(arm));
    }
}
