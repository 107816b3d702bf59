package org.recurve.storage;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.recurve.storage.index.Index;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.journal.StoreException;
import org.recurve.storage.journal.Tape;
import org.recurve.storage.journal.TrialTrust;

/**
 * A folder of studies and trials: {@code trials/} and {@code studies/} hold the journals, which are the truth;
 * {@code store.mv.db} is an index over them, which answers questions.
 *
 * <p>Any number of processes may have one store open. One of them holds the index and follows all journals; the others
 * read the journals into an index of their own, in memory. A trial is run by one process at a time.
 */
public final class Store implements AutoCloseable {
    private final Layout layout;
    private final Index index;
    private final Tape.Opener disk;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private Store(Layout layout, Tape.Opener disk) {
        this.layout = layout;
        this.index = Index.open(layout);
        this.disk = disk;
    }

    /** Opens the store in this folder, which is created if it is not there. */
    public static Store open(Path folder) {
        return open(folder, Tape.Opener.FILES);
    }

    /** The same, with journals and checkpoints written through {@code disk}. */
    static Store open(Path folder, Tape.Opener disk) {
        return new Store(new Layout(folder), disk);
    }

    /** Whether there is a store in this folder. */
    public static boolean exists(Path folder) {
        Layout layout = new Layout(folder);
        return Files.exists(layout.index().resolveSibling("store.mv.db"), LinkOption.NOFOLLOW_LINKS)
                || !layout.folders().isEmpty();
    }

    /** Answers about everything recorded so far. */
    public Reader reader() {
        index.catchUp();
        return new IndexReader(layout, index, held);
    }

    /** Records a run; close it before the store. */
    public Recorder recorder() {
        return recorder(TrialTrust.IMPORTED);
    }

    /** The same for a run that neither reuses nor goes on with trials that are trusted less. */
    public Recorder recorder(TrialTrust least) {
        return new JournalRecorder(layout, index, disk, held, least);
    }

    /** Notes that an imported trial was reproduced here, bit for bit; of any other trial nothing is noted. */
    public void reproduced(String trial) {
        new TrialRows(layout, index, held)
                .place(trial)
                .map(TrialRows.Place::folder)
                .filter(folder -> FolderMarks.trust(folder) == TrialTrust.IMPORTED)
                .ifPresent(folder -> FolderMarks.trust(folder, TrialTrust.VERIFIED));
    }

    /** The place that the next run will have in the order of this store. */
    public long nextSequence() {
        return JournalRecorder.nextSequence(index);
    }

    /** Builds the index anew from the journals; throws {@link StoreException} if it cannot be this process's to write. */
    public void reindex() {
        if (index.onDisk()) {
            index.rebuild();
        }
        if (!index.onDisk()) {
            throw new StoreException(layout.index() + ".mv.db: cannot be built anew, since " + index.whyInMemory()
                    + ".\n    Every command answers from the journals all the same, only slower. Once the store can be"
                    + " written and no other process uses it, give the same command again.");
        }
    }

    /** Whether this process holds the index on disk, rather than one of its own in memory. */
    public boolean holdsIndex() {
        return index.onDisk();
    }

    @Override
    public void close() {
        index.close();
    }
}
