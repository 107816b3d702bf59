package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.HandleCallback;
import org.recurve.storage.journal.Causes;
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
    private final Optional<IndexKey> key;
    private final Follower follower;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("recurve-index").daemon().factory());
    private volatile Database database;
    /** Why the index is in memory; empty if it is on disk. */
    private volatile String whyInMemory;
    /** Read and written by the writer alone. */
    private boolean mended;

    private Index(Layout layout, Held held) {
        this.layout = layout;
        this.lock = held.lock();
        this.key = held.key();
        this.database = held.database();
        this.whyInMemory = held.whyInMemory();
        this.follower = new Follower(layout);
    }

    /** What an index is made of. */
    private record Held(Optional<FolderLock> lock, Optional<IndexKey> key, Database database, String whyInMemory) {
        private static Held inMemory(String why) {
            LOG.info("the index is read into memory: {}", why);
            return new Held(Optional.empty(), Optional.empty(), Database.inMemory(), why);
        }
    }

    public static Index open(Layout layout) {
        return new Index(layout, hold(layout));
    }

    /** A store that cannot be written, or whose index another has, is read into memory. */
    private static Held hold(Layout layout) {
        boolean there = Files.isDirectory(layout.root());
        if (there && !Files.isWritable(layout.root())) {
            return Held.inMemory("the folder may only be read");
        }
        Optional<IndexKey> key = IndexKey.ofUser();
        if (key.isEmpty()) {
            return Held.inMemory("the key that indexes are kept under cannot be kept below your home folder");
        }
        if (isAnothersIndex(layout)) {
            return Held.inMemory("it belongs to another user");
        }
        Optional<FolderLock> lock;
        try {
            lock = FolderLock.tryLock(lockFile(layout));
        } catch (StoreException e) {
            if (!there) {
                throw e;
            }
            return Held.inMemory(firstLine(e));
        }
        if (lock.isEmpty()) {
            return Held.inMemory(Database.HELD);
        }
        try {
            return new Held(lock, key, Database.inFile(layout.index(), key.get()), "");
        } catch (StoreException e) {
            lock.get().close();
            return Held.inMemory(firstLine(e));
        } catch (Error e) {
            lock.get().close();
            throw e;
        }
    }

    /** One that another user of a shared store keeps stays theirs: it would not open here, and be built anew each time. */
    private static boolean isAnothersIndex(Layout layout) {
        try {
            Path file = Database.file(layout.index());
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner(layout));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Who this process is, to the file system that the store lies on. */
    private static UserPrincipal owner(Layout layout) throws IOException {
        return layout.root()
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    }

    private static String firstLine(StoreException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Path lockFile(Layout layout) {
        return layout.root().resolve("store.lock");
    }

    /** Whether the index on disk is this process's; otherwise this one is in memory. */
    public boolean onDisk() {
        return whyInMemory.isEmpty();
    }

    /** Why the index is in memory; empty if it is on disk. */
    public String whyInMemory() {
        return whyInMemory;
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
                Causes.rethrowErrors(e);
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
            writePages(false);
        } catch (RuntimeException e) {
            LOG.warn("the index is behind and will be brought up to date later: {}", e.getMessage());
        }
    }

    /** Writes pages for those who ask later; without {@code last}, not the one that new trials are added to. */
    private void writePages(boolean last) {
        if (onDisk()) {
            database.jdbi().useHandle(handle -> JournalPages.write(handle, JournalPages.last(handle) + (last ? 1 : 0)));
        }
    }

    /** Builds the index anew from the journals. */
    public void rebuild() {
        await(() -> {
            database.abandon();
            buildSomewhere();
        });
    }

    private void build() {
        follower.changed();
        if (onDisk()) {
            Database.delete(layout.index());
            database = Database.inFile(layout.index(), key.orElseThrow());
        } else {
            database = Database.inMemory();
        }
        follower.catchUp(database.jdbi());
    }

    /** What cannot be written to disk, since that is full or failing, can still be read. */
    private void buildSomewhere() {
        try {
            build();
        } catch (RuntimeException e) {
            Causes.rethrowErrors(e);
            if (!onDisk()) {
                throw e;
            }
            LOG.info("the index goes on in memory: {}", e.getMessage());
            database.abandon();
            whyInMemory = String.valueOf(e.getMessage());
            build();
        }
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
        buildSomewhere();
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
            Causes.rethrowErrors(e);
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

    /** What the index knows of all journals. */
    public List<JournalEntry> entries() {
        return query(follower::entries);
    }

    private void await(Runnable work) {
        try {
            CompletableFuture.runAsync(work, writer).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException told) {
                throw told;
            }
            Causes.rethrowErrors(e);
            throw new StoreException(
                    layout.index() + ".mv.db: the index fails: " + e.getCause()
                            + "\n    Make sure that the disk has room, then run `recurve reindex`.",
                    e);
        }
    }

    /** H2 may find only now, as it tidies up, what a kill left broken; whoever opens the store next builds it anew. */
    private void closeDatabase() {
        try {
            writePages(true);
        } catch (RuntimeException e) {
            LOG.info("questions about many trials will take longer: {}", e.getMessage());
        }
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
