package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import org.recurve.reports.statistics.Holm;
import org.recurve.reports.statistics.McNemar;
import org.recurve.reports.statistics.Paired;
import org.recurve.reports.statistics.Welch;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.study.Compare;

/**
 * All contrasts that a study plans: every variant in every task against the one it is compared with. Points of a sweep are
 * explored, not compared, and are none.
 *
 * @param size how many were planned, also where no seed finished
 * @param contrasts those of which there is something to say
 */
record Family(int size, Map<Arm, Contrast> contrasts) {
    /** A test, and what it is once its p-value is adjusted. */
    private record Test(Arm arm, double p, DoubleFunction<Contrast> adjusted) {}

    static Family of(Arms arms, Compare compare) {
        List<Arm> planned = arms.all().stream()
                .filter(arm -> !arm.variant().equals(compare.against()) && !arm.isPoint())
                .filter(arm -> arms.find(compare.against(), arm.task()).isPresent())
                .toList();
        List<Test> tests = new ArrayList<>();
        Map<Arm, Contrast> contrasts = new HashMap<>();
        for (Arm arm : planned) {
            Arm against = arms.find(compare.against(), arm.task()).orElseThrow();
            int same = same(arm, against);
            if (same > 0) {
                contrasts.put(arm, new Contrast.Same(same));
            } else {
                test(arm, against, compare.primary()).ifPresent(tests::add);
            }
        }
        List<Double> adjusted = Holm.adjust(tests.stream().map(Test::p).toList(), planned.size());
        for (int i = 0; i < tests.size(); i++) {
            contrasts.put(tests.get(i).arm(), tests.get(i).adjusted().apply(adjusted.get(i)));
        }
        return new Family(planned.size(), contrasts);
    }

    /** On how many shared seeds both ended in the same state; 0 unless on all. */
    private static int same(Arm arm, Arm against) {
        Map<Long, String> digests = arm.digests();
        digests.keySet().retainAll(against.digests().keySet());
        return digests.equals(sharedBy(digests.keySet(), against.digests())) ? digests.size() : 0;
    }

    private static Map<Long, String> sharedBy(Set<Long> seeds, Map<Long, String> all) {
        Map<Long, String> shared = new HashMap<>(all);
        shared.keySet().retainAll(seeds);
        return shared;
    }

    private static Optional<Test> test(Arm arm, Arm against, String metric) {
        if (arm.unsuccessful(metric).size() + against.unsuccessful(metric).size() > 0) {
            return success(arm, against, metric);
        }
        Optional<String> apart = arm.noPairWith(against, metric);
        if (apart.isPresent()) {
            return Welch.of(arm.values(metric).values(), against.values(metric).values())
                    .map(test -> new Test(arm, test.p(), p -> new Contrast.Independent(test, apart.get(), p)));
        }
        return Paired.of(arm.values(metric), against.values(metric))
                .map(paired -> new Test(arm, paired.test().p(), p -> new Contrast.Difference(paired, p)));
    }

    private static Optional<Test> success(Arm arm, Arm against, String metric) {
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
        McNemar test = McNemar.of(shared.size(), gained, lost);
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(new Test(arm, test.p(), p -> new Contrast.Success(test, p)));
    }

    Optional<Contrast> of(Arm arm) {
        return Optional.ofNullable(contrasts.get(arm));
    }
}
