package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
import org.recurve.storage.file.FailureCauses;
import org.recurve.storage.file.FileOwner;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.file.UninterruptedFiles;
import org.recurve.storage.journal.StoreLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index over a store's journals: on disk for the process that has its lock, in memory for the others. One thread
 * writes it; queries may come from any.
 */
public final class StoreIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreIndex.class);

    /** Following takes one part of the time, and rests so many: the processors are a training's. */
    private static final int RESTS = 15;

    private final StoreLayout layout;
    private final Optional<FolderLock> lock;
    private final Optional<IndexKey> key;
    private final JournalTailer tailer;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("recurve-index").daemon().factory());
    private volatile IndexDatabase database;
    /** Says why the index is in memory; empty if it is on disk. */
    private volatile String whyInMemory;
    /** Read and written by the writer alone. */
    private boolean mended;

    /** Says when the journals may be followed again, by the clock of nanoseconds; read and written by the writer alone. */
    private long restUntil = System.nanoTime();

    private StoreIndex(StoreLayout layout, JournalTailer tailer, Held held) {
        this.layout = layout;
        this.lock = held.lock();
        this.key = held.key();
        this.database = held.database();
        this.whyInMemory = held.whyInMemory();
        this.tailer = tailer;
    }

    /** Describes what an index is made of. */
    private record Held(Optional<FolderLock> lock, Optional<IndexKey> key, IndexDatabase database, String whyInMemory) {
        private static Held inMemory(String why) {
            LOG.info("the index is read into memory: {}", why);
            return new Held(Optional.empty(), Optional.empty(), IndexDatabase.inMemory(), why);
        }
    }

    public static StoreIndex open(StoreLayout layout) {
        JournalTailer tailer = new JournalTailer(layout);
        return new StoreIndex(layout, tailer, hold(layout, () -> {}));
    }

    /**
     * Returns the same for somebody who asks at once: the journals are looked at while the database opens, so the first
     * {@link #catchUp} brings in what was acknowledged before this call, and maybe not what was since.
     */
    public static StoreIndex openToAsk(StoreLayout layout) {
        JournalTailer tailer = new JournalTailer(layout);
        return new StoreIndex(layout, tailer, hold(layout, tailer::lookAhead));
    }

    /**
     * Returns what the index is made of: of a store that cannot be written, or whose index another has, it is read into memory.
     *
     * @param locked runs as soon as nobody else can change the index
     */
    private static Held hold(StoreLayout layout, Runnable locked) {
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
            return Held.inMemory(IndexDatabase.HELD);
        }
        locked.run();
        try {
            return new Held(lock, key, IndexDatabase.inFile(layout.index(), key.get()), "");
        } catch (StoreException e) {
            lock.get().close();
            return Held.inMemory(firstLine(e));
        } catch (Error e) {
            lock.get().close();
            throw e;
        }
    }

    /** Returns whether the index belongs to another user of a shared store: it would not open here, and be rebuilt each time. */
    private static boolean isAnothersIndex(StoreLayout layout) {
        try {
            Path file = IndexDatabase.file(layout.index());
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !FileOwner.of(file).equals(FileOwner.self(file));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String firstLine(StoreException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Path lockFile(StoreLayout layout) {
        return layout.root().resolve("store.lock");
    }

    /** Returns whether the index on disk is this process's; otherwise this one is in memory. */
    public boolean onDisk() {
        return whyInMemory.isEmpty();
    }

    /** Returns why the index is in memory; empty if it is on disk. */
    public String whyInMemory() {
        return whyInMemory;
    }

    /** Returns when everything acknowledged before the call is in the index. */
    public void catchUp() {
        IndexDatabase asked = database;
        await(() -> {
            try {
                tailer.catchUp(database.jdbi());
            } catch (StoreException told) {
                throw told;
            } catch (RuntimeException | AssertionError e) { // H2 asserts what a damaged file may not hold
                FailureCauses.rethrowErrors(e);
                if (!mended(asked, e)) {
                    throw e;
                }
            }
        });
    }

    /**
     * Follows the journals until the answer is cancelled, and less often if that takes long, as it does in stores of very many
     * trials; never disturbs anyone who writes one.
     */
    public ScheduledFuture<?> follow(long everyMillis) {
        return writer.scheduleWithFixedDelay(this::catchUpQuietly, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void catchUpQuietly() {
        long begun = System.nanoTime();
        if (begun - restUntil < 0) {
            return;
        }
        try {
            tailer.catchUp(database.jdbi());
            writePages(false);
        } catch (RuntimeException | AssertionError e) {
            LOG.warn("the index is behind and will be brought up to date later: {}", e.getMessage());
        }
        long end = System.nanoTime();
        restUntil = end + RESTS * (end - begun);
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
        tailer.changed();
        if (onDisk()) {
            IndexDatabase.delete(layout.index());
            database = IndexDatabase.inFile(layout.index(), key.orElseThrow());
        } else {
            database = IndexDatabase.inMemory();
        }
        tailer.catchUp(database.jdbi());
    }

    /** Builds the index in memory where the disk is full or failing. */
    private void buildSomewhere() {
        try {
            build();
        } catch (RuntimeException e) {
            FailureCauses.rethrowErrors(e);
            if (!onDisk()) {
                throw e;
            }
            LOG.info("continuing with the index in memory: {}", e.getMessage());
            database.abandon();
            whyInMemory = String.valueOf(e.getMessage());
            build();
        }
    }

    /**
     * Rebuilds a broken index, but not twice, and returns whether it is rebuilt. H2 may open what a kill or a disk left damaged, and
     * fail later; or the index holds an event that is none.
     */
    private boolean mended(IndexDatabase broken, Throwable failure) {
        if (!broken.equals(database)) {
            return true; // by whoever met it first
        }
        if (mended || !onDisk()) {
            return false;
        }
        mended = true;
        LOG.info("the index is broken and rebuilt from the journals: {}", failure.getMessage());
        broken.abandon();
        buildSomewhere();
        return true;
    }

    /** Asked again, a broken index would answer; but what was asked before may not fit what it says then. */
    public <T> T query(HandleCallback<T, RuntimeException> query) {
        IndexDatabase asked = database;
        try {
            return UninterruptedFiles.call(() -> asked.query(query));
        } catch (StoreException told) {
            throw told;
        } catch (RuntimeException | AssertionError e) {
            FailureCauses.rethrowErrors(e);
            AtomicBoolean anew = new AtomicBoolean();
            await(() -> anew.set(mended(asked, e)));
            if (!anew.get()) {
                throw e;
            }
            throw new StoreException(
                    layout.index()
                            + ".mv.db: the index was broken, as a kill or a failing disk may leave it, and has been"
                            + " rebuilt from the journals.\n    Nothing is lost. Give the same command again.",
                    e);
        }
    }

    /** Returns the same if nobody must be asked for it. */
    public Optional<List<JournalEntry>> remembered() {
        return tailer.remembered().map(JournalPages.KnownJournals::all);
    }

    /** Returns what the index knows of all journals, as it was read. */
    public JournalPages.KnownJournals journals() {
        return query(tailer::journals);
    }

    /** Returns what the index knows of all journals. */
    public List<JournalEntry> entries() {
        return journals().all();
    }

    private void await(Runnable work) {
        try {
            CompletableFuture.runAsync(work, writer).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException told) {
                throw told;
            }
            FailureCauses.rethrowErrors(e);
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
        } catch (RuntimeException | AssertionError e) {
            LOG.info("questions about many trials will take longer: {}", e.getMessage());
        }
        try {
            database.close();
        } catch (StoreException | AssertionError e) {
            LOG.info("the index is broken and will be rebuilt from the journals: {}", e.getMessage());
            database.abandon();
            if (onDisk()) {
                IndexDatabase.delete(layout.index());
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
