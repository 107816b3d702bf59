package org.recurve.reports.follow;

import java.nio.file.Path;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.journal.StoreLayout;

/** Tells whether somebody is working on a trial that has no end yet. */
public interface Liveness {
    /**
     * Returns whether it goes on.
     *
     * @param folder of the trial
     * @param grew whether its journal grew since it was first looked at
     */
    boolean isRunning(Path folder, boolean grew);

    /** Asks the trial's lock, which another process holds while it trains. */
    Liveness LOCKS = (folder, grew) -> FolderLock.held(StoreLayout.lock(folder));

    /** Asks nothing of trials that this process may run itself, whose locks it would lose by asking. */
    Liveness OWN = (folder, grew) -> grew;
}
