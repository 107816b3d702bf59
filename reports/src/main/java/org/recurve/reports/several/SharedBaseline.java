package org.recurve.reports.several;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.recurve.reports.settings.ConfigurationChanges;
import org.recurve.reports.study.StudyArm;
import org.recurve.storage.view.TrialView;

/** Describes how the baselines of two studies stand to one another. */
public enum SharedBaseline {
    /** Some of their trials are the very same. */
    SAME_TRIALS,
    /** No trial is the same, but all settings are, the seed excepted. */
    SAME_SETTINGS,
    /** Their settings differ, or one of them has not begun. */
    NONE;

    /** Compares two baselines. */
    static SharedBaseline of(StudyArm one, StudyArm other) {
        Set<String> shared = identities(one);
        shared.retainAll(identities(other));
        if (!shared.isEmpty()) {
            return SAME_TRIALS;
        }
        boolean begun = !one.trials().isEmpty() && !other.trials().isEmpty();
        return begun
                        && ConfigurationChanges.of(
                                        one.trials().getFirst().configuration(),
                                        other.trials().getFirst().configuration())
                                .isEmpty()
                ? SAME_SETTINGS
                : NONE;
    }

    private static Set<String> identities(StudyArm arm) {
        return arm.trials().stream().map(TrialView::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
