package org.recurve.storage.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.HandleCallback;
import org.recurve.storage.journal.FolderLock;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.journal.StoreException;
import org.recurve.storage.journal.Uninterrupted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index over a store's journals: on disk for the process that has its lock, in memory for the others. One thread
 * writes it; queries may come from any.
 */
public final class Index implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Index.class);

    private final Layout layout;
    private final Optional<FolderLock> lock;
    private final Follower follower;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("recurve-index").daemon().factory());
    private volatile Database database;
    /** Read and written by the writer alone. */
    private boolean mended;

    private Index(Layout layout, Optional<FolderLock> lock, Database database) {
        this.layout = layout;
        this.lock = lock;
        this.database = database;
        this.follower = new Follower(layout);
    }

    public static Index open(Layout layout) {
        Optional<FolderLock> lock = readOnly(layout) ? Optional.empty() : FolderLock.tryLock(lockFile(layout));
        Optional<Database> ours = lock.flatMap(held -> Database.inFile(layout.index()));
        if (ours.isEmpty()) {
            lock.ifPresent(FolderLock::close);
            return new Index(layout, Optional.empty(), Database.inMemory());
        }
        return new Index(layout, lock, ours.get());
    }

    /** A store that may only be read is read into memory, like one that another process holds. */
    private static boolean readOnly(Layout layout) {
        return Files.exists(layout.root()) && !Files.isWritable(layout.root());
    }

    private static Path lockFile(Layout layout) {
        return layout.root().resolve("store.lock");
    }

    /** Whether the index on disk is this process's; otherwise another has it, and this one is in memory. */
    public boolean onDisk() {
        return lock.isPresent();
    }

    /** Returns when everything acknowledged before the call is in the index. */
    public void catchUp() {
        Database asked = database;
        await(() -> {
            try {
                follower.catchUp(database.jdbi());
            } catch (StoreException told) {
                throw told;
            } catch (RuntimeException e) {
                if (!mended(asked, e)) {
                    throw e;
                }
            }
        });
    }

    /** Follows the journals until the answer is cancelled; never disturbs anyone who writes one. */
    public ScheduledFuture<?> follow(long everyMillis) {
        return writer.scheduleWithFixedDelay(this::catchUpQuietly, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void catchUpQuietly() {
        try {
            follower.catchUp(database.jdbi());
        } catch (RuntimeException e) {
            LOG.warn("the index is behind and will be brought up to date later: {}", e.getMessage());
        }
    }

    /** Builds the index anew from the journals. */
    public void rebuild() {
        await(() -> {
            database.abandon();
            build();
        });
    }

    private void build() {
        if (onDisk()) {
            Database.delete(layout.index());
            database = Database.inFile(layout.index())
                    .orElseThrow(() -> new StoreException(layout.index() + ".mv.db: in use by another process"));
        } else {
            database = Database.inMemory();
        }
        follower.catchUp(database.jdbi());
    }

    /**
     * What a kill or a disk left damaged may be opened by H2 and fail later, or hold an event that is none; since it is only
     * an index, it is built anew, but not twice. Whether it was.
     */
    private boolean mended(Database broken, RuntimeException failure) {
        if (!broken.equals(database)) {
            return true; // by whoever met it first
        }
        if (mended || !onDisk()) {
            return false;
        }
        mended = true;
        LOG.info("the index is broken and built anew from the journals: {}", failure.getMessage());
        broken.abandon();
        build();
        return true;
    }

    /** Asked again, a broken index would answer; but what was asked before may not fit what it says then. */
    public <T> T query(HandleCallback<T, RuntimeException> query) {
        Database asked = database;
        try {
            return Uninterrupted.call(() -> asked.query(query));
        } catch (StoreException told) {
            throw told;
        } catch (RuntimeException e) {
            AtomicBoolean anew = new AtomicBoolean();
            await(() -> anew.set(mended(asked, e)));
            if (!anew.get()) {
                throw e;
            }
            throw new StoreException(
                    layout.index()
                            + ".mv.db: the index was broken, as a kill or a failing disk may leave it, and has been"
                            + " built anew from the journals.\n    Nothing is lost. Give the same command again.",
                    e);
        }
    }

    private void await(Runnable work) {
        try {
            CompletableFuture.runAsync(work, writer).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException told) {
                throw told;
            }
            throw new StoreException(
                    layout.index() + ".mv.db: the index fails: " + e.getCause()
                            + "\n    Make sure that the disk has room, then run `recurve reindex`.",
                    e);
        }
    }

    /** H2 may find only now, as it tidies up, what a kill left broken; whoever opens the store next builds it anew. */
    private void closeDatabase() {
        try {
            database.close();
        } catch (StoreException e) {
            LOG.info("the index is broken and will be built anew from the journals: {}", e.getMessage());
            database.abandon();
            if (onDisk()) {
                Database.delete(layout.index());
            }
        }
    }

    @Override
    public void close() {
        await(this::closeDatabase);
        writer.shutdownNow();
        lock.ifPresent(FolderLock::close);
    }
}
