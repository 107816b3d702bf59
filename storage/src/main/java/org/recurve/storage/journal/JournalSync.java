package org.recurve.storage.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.recurve.storage.file.StoreException;

/** Syncs and closes journals that have ended while others go on: several at a time take a disk little longer than one. */
public final class JournalSync implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final int WAITING = 256;

    private final Semaphore room = new Semaphore(WAITING);
    private final Queue<StoreException> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("recurve-sync-", 1).daemon().factory());

    /** Takes the journal over; throws {@link StoreException} if an earlier one could not be synced. */
    public void accept(JournalWriter writer) {
        room.acquireUninterruptibly();
        threads.execute(() -> sync(writer));
        check();
    }

    private void sync(JournalWriter writer) {
        try (writer) {
            writer.sync();
        } catch (StoreException e) {
            failures.add(e);
        } finally {
            room.release();
        }
    }

    private void check() {
        failures.stream().findFirst().ifPresent(first -> {
            throw new StoreException(String.valueOf(first.getMessage()), first); // a new one: it may be thrown twice
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
