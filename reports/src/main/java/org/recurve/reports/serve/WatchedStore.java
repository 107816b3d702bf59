package org.recurve.reports.serve;

import java.util.List;
import java.util.function.Function;
import org.recurve.reports.follow.Liveness;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;

/** The store that pages are about. */
public interface WatchedStore {
    StoreLayout layout();

    /** Tells which trials go on. */
    Liveness liveness();

    /** Asks the store's index. This may take a while, and is never done where a training waits for it. */
    <T> T ask(Function<StoreReader, T> question);

    /**
     * Returns the trials that a condition holds of.
     *
     * @throws RefusedCondition if the condition is none
     */
    List<TrialResult> where(String condition);

    /** Describes what a user wrote is no condition. */
    final class RefusedCondition extends RuntimeException {
        private static final long serialVersionUID = 1;

        public RefusedCondition(String why) {
            super(why);
        }
    }
}
