package org.recurve.storage;

import java.nio.file.Path;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.StoreLayout;

/** The folder of a run of a study while the run goes on; its lock tells other processes that it does. */
record OpenRun(JournalWriter journal, FolderLock lock) implements AutoCloseable {
    /** Begins the journal of a run that has this place in the order of the store. */
    static OpenRun begin(Path folder, long sequence, AppendChannel.ChannelOpener disk) {
        FolderMarks.sequence(folder, sequence);
        FolderLock lock = FolderLock.tryLock(StoreLayout.lock(folder))
                .orElseThrow(() -> new StoreException(folder + ": another process has this run, though its name is new."
                        + "\n    Give the same command again."));
        try {
            return new OpenRun(JournalWriter.open(StoreLayout.journal(folder), disk), lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    void append(Event event) {
        journal.append(event);
    }

    void sync() {
        journal.sync();
    }

    @Override
    public void close() {
        try (lock) {
            journal.close();
        }
    }
}
