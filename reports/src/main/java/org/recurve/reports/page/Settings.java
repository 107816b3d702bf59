package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.text.Json;
import org.recurve.storage.TrialView;

/**
 * Configurations as they were resolved.
 *
 * @param baseline the first variant's, indented JSON
 * @param seed of the trials whose configurations are shown
 */
public record Settings(Arm arm, long seed, String baseline, List<Variant> variants) {
    public Settings {
        variants = List.copyOf(variants);
    }

    /** What another variant has set differently. */
    public record Variant(Arm arm, List<Change> changes) {}

    /** A setting by its path; either side is empty if there is no such setting there. */
    public record Change(String path, Optional<String> before, Optional<String> after) {}

    /** Empty if no trial began. */
    static Optional<Settings> of(Arms arms) {
        return arms.variants().stream()
                .findFirst()
                .flatMap(first -> first.example().map(trial -> of(arms, first, trial)));
    }

    private static Settings of(Arms arms, Arm first, TrialView trial) {
        Map<String, String> before = Json.leaves(trial.configuration());
        List<Variant> variants = arms.variants().stream()
                .skip(1)
                .flatMap(arm -> withSeed(arm, trial.seed()).stream()
                        .map(other -> new Variant(arm, changes(before, Json.leaves(other.configuration())))))
                .toList();
        return new Settings(first, trial.seed(), Json.pretty(trial.configuration()), variants);
    }

    /** Configurations hold their seed, which is no difference between variants. */
    private static Optional<TrialView> withSeed(Arm arm, long seed) {
        return arm.trials().stream().filter(trial -> trial.seed() == seed).findFirst();
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
        Set<String> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            Optional<String> old = Optional.ofNullable(before.get(path));
            Optional<String> now = Optional.ofNullable(after.get(path));
            if (!old.equals(now)) {
                changes.add(new Change(path, old, now));
            }
        }
        return changes;
    }
}
