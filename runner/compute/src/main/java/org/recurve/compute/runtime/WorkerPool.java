package org.recurve.compute.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that do the parts of one task together; the caller is one of them. Tasks are short and follow
 * each other closely, so waiting threads look for work a while before they sleep.
 */
public final class WorkerPool implements AutoCloseable {
    private static final int LOOKS = 20_000;

    private final Thread[] helpers;
    private volatile WorkRound current;

    /** @param threads how many, the caller included */
    public WorkerPool(int threads) {
        WorkRound none = new WorkRound(0, part -> {}, false);
        current = none;
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int part = i + 1;
            helpers[i] = new Thread(() -> help(part, none), "recurve-compute-" + part);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /** Runs {@code work} once for each part 0 … threads − 1 and returns when all are done; rethrows the first failure. */
    public void run(IntConsumer work) {
        if (helpers.length == 0) {
            work.accept(0);
            return;
        }
        WorkRound round = new WorkRound(helpers.length, work, false);
        current = round;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        try {
            work.accept(0);
        } finally {
            for (int looks = 0; round.open.get() > 0; looks++) {
                if (looks < LOOKS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }
        for (RuntimeException failure : round.failures) {
            throw failure;
        }
    }

    private void help(int part, WorkRound before) {
        WorkRound done = before;
        while (true) {
            WorkRound next = await(done);
            if (next.last) {
                return;
            }
            try {
                next.work.accept(part);
            } catch (RuntimeException e) {
                next.failures.add(e);
            } catch (Error e) {
                next.failures.add(new IllegalStateException(e));
            } finally {
                done = next;
                next.open.decrementAndGet();
            }
        }
    }

    private WorkRound await(WorkRound done) {
        int looks = 0;
        WorkRound next = current;
        while (next == done) {
            if (++looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
            next = current;
        }
        return next;
    }

    @Override
    public void close() {
        current = new WorkRound(0, part -> {}, true);
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private static final class WorkRound {
        private final AtomicInteger open;
        private final IntConsumer work;
        private final boolean last;
        private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

        WorkRound(int helpers, IntConsumer work, boolean last) {
            this.open = new AtomicInteger(helpers);
            this.work = work;
            this.last = last;
        }
    }
}
