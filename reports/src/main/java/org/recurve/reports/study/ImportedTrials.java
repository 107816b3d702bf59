package org.recurve.reports.study;

import java.util.List;
import java.util.Optional;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.TrialView;

/**
 * Trials whose numbers are what others say, reproduced by nobody here.
 *
 * @param imported how many
 * @param trials of so many
 */
public record ImportedTrials(String study, long imported, int trials) {
    /** Empty if there is none. */
    public static Optional<ImportedTrials> of(String study, List<TrialView> trials) {
        long imported = trials.stream()
                .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                .count();
        return imported == 0 ? Optional.empty() : Optional.of(new ImportedTrials(study, imported, trials.size()));
    }

    /** In a sentence. */
    public String text() {
        return imported + " of " + trials + (trials == 1 ? " trial" : " trials")
                + " came from elsewhere and have not been reproduced here; recurve verify " + study
                + " runs them again and compares every number.";
    }
}
