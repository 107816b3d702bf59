package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.recurve.reports.settings.ConfigurationChanges;
import org.recurve.reports.settings.SettingChange;
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

    /** Describes what another variant has set differently. */
    public record VariantSettings(StudyArm arm, List<SettingChange> changes) {}

    /** Empty if no trial began. */
    static Optional<SettingsSection> of(StudyArms arms) {
        return arms.variants().stream()
                .findFirst()
                .flatMap(first -> first.example().map(trial -> of(arms, first, trial)));
    }

    private static SettingsSection of(StudyArms arms, StudyArm first, TrialView trial) {
        Function<String, List<SettingChange>> changes = ConfigurationChanges.from(trial.configuration());
        List<VariantSettings> variants = arms.variants().stream()
                .skip(1)
                .flatMap(arm -> withSeed(arm, trial.seed()).stream()
                        .map(other -> new VariantSettings(arm, changes.apply(other.configuration()))))
                .toList();
        return new SettingsSection(first, trial.seed(), JsonText.pretty(trial.configuration()), variants);
    }

    /** Configurations hold their seed, which is no difference between variants. */
    private static Optional<TrialView> withSeed(StudyArm arm, long seed) {
        return arm.trials().stream().filter(trial -> trial.seed() == seed).findFirst();
    }
}
