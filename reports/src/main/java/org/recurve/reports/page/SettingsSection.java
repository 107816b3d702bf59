package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.text.JsonText;
import org.recurve.storage.view.TrialView;

/**
 * Configurations as they were resolved.
 *
 * @param baseline the first variant's, indented JSON
 * @param seed of the trials whose configurations are shown
 */
public record SettingsSection(StudyArm arm, long seed, String baseline, List<VariantSettings> variants) {
    public SettingsSection {
        variants = List.copyOf(variants);
    }

    /** What another variant has set differently. */
    public record VariantSettings(StudyArm arm, List<SettingChange> changes) {}

    /** A setting by its path; either side is empty if there is no such setting there. */
    public record SettingChange(String path, Optional<String> before, Optional<String> after) {}

    /** Empty if no trial began. */
    static Optional<SettingsSection> of(StudyArms arms) {
        return arms.variants().stream()
                .findFirst()
                .flatMap(first -> first.example().map(trial -> of(arms, first, trial)));
    }

    private static SettingsSection of(StudyArms arms, StudyArm first, TrialView trial) {
        Map<String, String> before = JsonText.leaves(trial.configuration());
        List<VariantSettings> settingses = arms.variants().stream()
                .skip(1)
                .flatMap(arm -> withSeed(arm, trial.seed()).stream()
                        .map(other ->
                                new VariantSettings(arm, changes(before, JsonText.leaves(other.configuration())))))
                .toList();
        return new SettingsSection(first, trial.seed(), JsonText.pretty(trial.configuration()), settingses);
    }

    /** Configurations hold their seed, which is no difference between variants. */
    private static Optional<TrialView> withSeed(StudyArm arm, long seed) {
        return arm.trials().stream().filter(trial -> trial.seed() == seed).findFirst();
    }

    private static List<SettingChange> changes(Map<String, String> before, Map<String, String> after) {
        Set<String> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<SettingChange> changes = new ArrayList<>();
        for (String path : paths) {
            Optional<String> old = Optional.ofNullable(before.get(path));
            Optional<String> now = Optional.ofNullable(after.get(path));
            if (!old.equals(now)) {
                changes.add(new SettingChange(path, old, now));
            }
        }
        return changes;
    }
}
