package org.recurve.storage;

import java.nio.file.Path;

/**
 * A folder of studies and trials: {@code store.mv.db} (the index), {@code trials/}, {@code studies/}.
 *
 * <p>Any number of processes may have one store open. One of them holds the index and follows all journals; the others
 * read the journals into an index of their own, in memory. A trial is run by one process at a time.
 */
public final class Store implements AutoCloseable {
    private Store() {}

    /** Opens the store in this folder, which is created if it is not there. */
    public static Store open(Path folder) {
        throw new UnsupportedOperationException("not built yet: " + folder);
    }

    /** Answers about everything recorded so far. */
    public Reader reader() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Records a run; close it before the store. */
    public Recorder recorder() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Builds the index anew from the journals. */
    public void reindex() {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void close() {}
}
