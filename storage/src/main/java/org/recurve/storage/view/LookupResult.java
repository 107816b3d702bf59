package org.recurve.storage.view;

import java.util.List;

/** Describes what an ID on the command line means. */
public sealed interface LookupResult {
    /** It names a study. */
    record FoundStudy(StudyView study) implements LookupResult {}

    /** It names one trial, or several: all seeds of a variant, or all identities that begin with these digits. */
    record FoundTrials(List<TrialView> trials) implements LookupResult {
        public FoundTrials {
            trials = List.copyOf(trials);
        }
    }

    /** It names nothing here; {@code near} holds the most similar IDs that do, most similar first, at most three. */
    record NothingFound(List<String> near) implements LookupResult {
        public NothingFound {
            near = List.copyOf(near);
        }
    }
}
