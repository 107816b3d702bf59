package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.reports.statistics.Holm;
import org.recurve.reports.statistics.Paired;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.study.Compare;

/**
 * All contrasts that a study plans: every variant in every task against the one it is compared with.
 *
 * @param size how many were planned, also where no seed finished
 * @param contrasts those with at least one pair
 */
record Family(int size, Map<Arm, Contrast> contrasts) {
    /**
     * One of them.
     *
     * @param adjusted its p-value after Holm over the family
     */
    public record Contrast(Paired paired, double adjusted) {}

    static Family of(Arms arms, Compare compare) {
        List<Arm> planned = arms.all().stream()
                .filter(arm -> !arm.variant().equals(compare.against()))
                .toList();
        List<Arm> paired = new ArrayList<>();
        List<Paired> differences = new ArrayList<>();
        for (Arm arm : planned) {
            difference(arm, arms, compare).ifPresent(difference -> {
                paired.add(arm);
                differences.add(difference);
            });
        }
        List<Double> adjusted = Holm.adjust(
                differences.stream().map(difference -> difference.test().p()).toList(), planned.size());
        Map<Arm, Contrast> contrasts = new HashMap<>();
        for (int i = 0; i < paired.size(); i++) {
            contrasts.put(paired.get(i), new Contrast(differences.get(i), adjusted.get(i)));
        }
        return new Family(planned.size(), contrasts);
    }

    private static Optional<Paired> difference(Arm arm, Arms arms, Compare compare) {
        return arms.find(compare.against(), arm.task())
                .flatMap(against -> Paired.of(arm.values(compare.primary()), against.values(compare.primary())));
    }

    Optional<Contrast> of(Arm arm) {
        return Optional.ofNullable(contrasts.get(arm));
    }
}
