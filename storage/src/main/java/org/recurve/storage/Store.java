package org.recurve.storage;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.housekeeping.StoreDeletion;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.query.IndexReader;
import org.recurve.storage.query.TrialRows;
import org.recurve.storage.view.StoreReader;

/**
 * A folder of studies and trials: {@code trials/} and {@code studies/} hold the journals, which are the truth;
 * {@code store.mv.db} is an index over them, which answers questions.
 *
 * <p>Any number of processes may have one store open. One of them holds the index and follows all journals; the others
 * read the journals into an index of their own, in memory. A trial is run by one process at a time.
 */
public final class Store implements AutoCloseable {
    private final StoreLayout layout;
    private final StoreIndex index;
    private final AppendChannel.ChannelOpener disk;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private Store(StoreLayout layout, StoreIndex index, AppendChannel.ChannelOpener disk) {
        this.layout = layout;
        this.index = index;
        this.disk = disk;
    }

    /** Opens the store in this folder, which is created if it is not there. */
    public static Store open(Path folder) {
        return open(folder, AppendChannel.ChannelOpener.FILES);
    }

    /** Returns the same, with journals and checkpoints written through {@code disk}. */
    static Store open(Path folder, AppendChannel.ChannelOpener disk) {
        new StoreDeletion(folder).goOn();
        StoreLayout layout = new StoreLayout(folder);
        return new Store(layout, StoreIndex.open(layout), disk);
    }

    /** Opens a store of which a reader is asked for at once: that one answers about everything recorded before this call. */
    public static Store openToAsk(Path folder) {
        new StoreDeletion(folder).goOn();
        StoreLayout layout = new StoreLayout(folder);
        return new Store(layout, StoreIndex.openToAsk(layout), AppendChannel.ChannelOpener.FILES);
    }

    /** Returns whether there is a store in this folder. */
    public static boolean exists(Path folder) {
        StoreLayout layout = new StoreLayout(folder);
        return Files.exists(layout.index().resolveSibling("store.mv.db"), LinkOption.NOFOLLOW_LINKS)
                || !layout.folders().isEmpty();
    }

    /** Answers about everything recorded so far. */
    public StoreReader reader() {
        index.catchUp();
        return new IndexReader(layout, index, held);
    }

    /** Records a run; close it before the store. */
    public EventRecorder recorder() {
        return recorder(TrialTrust.IMPORTED);
    }

    /** Returns the same for a run that neither reuses nor goes on with trials that are trusted less. */
    public EventRecorder recorder(TrialTrust least) {
        return new JournalRecorder(layout, index, disk, held, least);
    }

    /** Notes that an imported trial was reproduced here, bit for bit; of any other trial nothing is noted. */
    public void reproduced(String trial) {
        new TrialRows(layout, index, held)
                .place(trial)
                .map(TrialRows.JournalPlace::folder)
                .filter(folder -> FolderMarks.trust(folder) == TrialTrust.IMPORTED)
                .ifPresent(folder -> FolderMarks.trust(folder, TrialTrust.VERIFIED));
    }

    /** Returns the place that the next run will have in the order of this store. */
    public long nextSequence() {
        return JournalRecorder.nextSequence(index);
    }

    /** Builds the index anew from the journals; throws {@link StoreException} if it cannot be this process's to write. */
    public void reindex() {
        if (index.onDisk()) {
            index.rebuild();
        }
        if (!index.onDisk()) {
            throw new StoreException(layout.index() + ".mv.db: cannot be rebuilt, since " + index.whyInMemory()
                    + ".\n    Every command answers from the journals all the same, only slower. Once the store can be"
                    + " written and no other process uses it, give the same command again.");
        }
    }

    /** Returns whether this process holds the index on disk, rather than one of its own in memory. */
    public boolean holdsIndex() {
        return index.onDisk();
    }

    @Override
    public void close() {
        index.close();
    }
}
