package org.recurve.storage.journal;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Syncs and closes journals that have ended while others go on: several at a time take a disk little longer than one. */
public final class Syncing implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final int WAITING = 256;

    private final Semaphore room = new Semaphore(WAITING);
    private final AtomicReference<Optional<StoreException>> failure = new AtomicReference<>(Optional.empty());
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("recurve-sync-", 1).daemon().factory());

    /** Takes the journal over; throws {@link StoreException} if an earlier one could not be synced. */
    public void accept(Journal journal) {
        room.acquireUninterruptibly();
        threads.execute(() -> sync(journal));
        check();
    }

    private void sync(Journal journal) {
        try (journal) {
            journal.sync();
        } catch (StoreException e) {
            failure.compareAndSet(Optional.empty(), Optional.of(e));
        } finally {
            room.release();
        }
    }

    private void check() {
        failure.get().ifPresent(first -> {
            throw new StoreException(first.getMessage(), first); // a new one, since it may be thrown twice
        });
    }

    /** Returns when all are synced; throws {@link StoreException} if one could not be. */
    @Override
    public void close() {
        room.acquireUninterruptibly(WAITING); // an interrupt must not keep any from being synced
        threads.shutdown();
        check();
    }
}
