package org.recurve.app.reuse;

import java.util.List;
import org.recurve.storage.journal.TrialTrust;

/** Describes what a run does about a trial of its study. */
public sealed interface TrialFate {
    /**
     * It is stored, and reused.
     *
     * @param failed whether it failed, which it would not be tried again for unless that is asked for
     */
    record Stored(boolean failed) implements TrialFate {}

    /**
     * It was interrupted.
     *
     * @param step of the last checkpoint, from which it continues; 0 if there is none
     */
    record Continued(long step) implements TrialFate {}

    /**
     * A shorter training of the same kind is stored, from whose end it continues.
     *
     * @param from the stored trial
     * @param epoch behind which it goes on
     */
    record Extended(String from, int epoch) implements TrialFate {}

    /**
     * The same training is stored, and its weights are measured once more.
     *
     * @param from the stored trial
     */
    record Remeasured(String from) implements TrialFate {}

    /** It failed, and is tried again. */
    record Retried() implements TrialFate {}

    /** It is stored, and not trusted as far as is asked. */
    record Untrusted(TrialTrust trust) implements TrialFate {}

    /**
     * It is trained.
     *
     * @param changes since it was stored under another identity, or why it never was; not empty
     */
    record Trained(List<TrialChange> changes) implements TrialFate {
        public Trained {
            changes = List.copyOf(changes);
        }

        /** Returns whether a trial of the same name is stored, which cannot be reused. */
        boolean isAgain() {
            return changes.stream()
                    .noneMatch(change -> change instanceof TrialChange.NewStudy
                            || change instanceof TrialChange.NewVariant
                            || change instanceof TrialChange.NewSeed);
        }
    }
}
