package org.recurve.storage;

import java.util.List;

/** What an ID on the command line means. */
public sealed interface Found {
    /** It names a study. */
    record Study(StudyView study) implements Found {}

    /** It names one trial, or several: all seeds of a variant, or all identities that begin with these digits. */
    record Trials(List<TrialView> trials) implements Found {
        public Trials {
            trials = List.copyOf(trials);
        }
    }

    /** It names nothing here; {@code near} holds the most similar IDs that do, most similar first, at most three. */
    record Nothing(List<String> near) implements Found {
        public Nothing {
            near = List.copyOf(near);
        }
    }
}
