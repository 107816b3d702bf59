package org.recurve.storage.pack;

import java.util.function.Function;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.TrialTrust;

/**
 * Describes what is asked of trials before they are let into a store, and as what they are let in.
 *
 * @param identity the identity that follows from a trial's configuration and provenance, which it must have
 * @param own whether the user says that the source is one of their own: what it ran itself then counts as run here. What it
 *     had imported stays imported, whoever made the pack
 * @param sequence the place of imported runs in the order of the store
 */
public record ImportAdmission(Function<Event.TrialStarted, String> identity, boolean own, long sequence) {
    /** Returns what the store will say of something that its source says this of. */
    TrialTrust trust(TrialTrust there) {
        return own ? there : TrialTrust.IMPORTED;
    }

    /** Refuses a trial that says it is another one than it is. */
    void check(StoreInventory.TrialFolder trial) {
        String is = identity.apply(trial.started());
        if (!is.equals(trial.started().trial())) {
            throw new RefusedPack(trial.journal() + ": trial: it says that it is the trial "
                    + trial.started().trial()
                    + "\n    but its configuration, seed, data and plugins are those of the trial " + is);
        }
    }
}
