package org.recurve.compute.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that do the parts of one task together; the caller is one of them. Tasks are short and follow
 * each other closely, so waiting threads look for work a while before they sleep.
 *
 * <p>A helper has a part of its own, but the caller does it if the helper has not begun: where other programs have the
 * processor, a task takes no longer than on one thread. A helper that comes too late several times running sleeps and is woken
 * seldom, and so does one whose tasks are too small to share.
 */
public final class WorkerPool implements AutoCloseable {
    private static final int LOOKS = 20_000;
    /** Nanoseconds of a part from which a helper could have begun the next one. */
    private static final long LARGE = 10_000;
    /** Small tasks running, after which helpers sleep until a large one. */
    private static final int MANY = 1_000;
    /** Large tasks running for which a helper came too late, after which it sleeps. */
    private static final int LATE = 8;
    /** Tasks at most until such a helper is woken again. */
    private static final int SELDOM = 1 << 10;

    private final Helper[] helpers;
    private volatile WorkRound current;
    /** Small tasks since the last large one. */
    private volatile int small;

    /** @param threads how many, the caller included */
    public WorkerPool(int threads) {
        current = new WorkRound(1, part -> {}, false);
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1, current);
            helpers[i].thread.start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /**
     * Runs {@code work} once for each part 0 … threads − 1 and returns when all are done; rethrows the first failure. Which
     * thread does a part is not said.
     */
    public void run(IntConsumer work) {
        if (helpers.length == 0) {
            work.accept(0);
            return;
        }
        WorkRound round = new WorkRound(threads(), work, false);
        current = round;
        for (Helper helper : helpers) {
            helper.wakeIfDue();
        }
        long begin = System.nanoTime();
        round.begins(0);
        round.perform(0);
        boolean large = System.nanoTime() - begin >= LARGE;
        small = large ? 0 : Math.min(MANY, small + 1);
        for (Helper helper : helpers) {
            boolean late = round.begins(helper.part);
            if (late) {
                round.perform(helper.part);
            }
            helper.came(late, large);
        }
        for (int looks = 0; round.open.get() > 0; looks++) {
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        round.rethrow();
    }

    @Override
    public void close() {
        current = new WorkRound(0, part -> {}, true);
        for (Helper helper : helpers) {
            LockSupport.unpark(helper.thread);
        }
    }

    /** A thread, and what the caller knows of how it keeps up. */
    private final class Helper implements Runnable {
        private final int part;
        private final Thread thread;
        private WorkRound done;
        private volatile boolean asleep;
        /** Large tasks running for which it came too late; written by the caller. */
        private volatile int late;

        private int pause = 1;
        private int waited;

        Helper(int part, WorkRound none) {
            this.part = part;
            this.done = none;
            this.thread = new Thread(this, "recurve-compute-" + part);
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                WorkRound next = await();
                if (next.last) {
                    return;
                }
                done = next;
                if (next.begins(part)) {
                    next.perform(part);
                }
            }
        }

        private WorkRound await() {
            int looks = 0;
            WorkRound next = current;
            while (next == done) {
                if (++looks < LOOKS && late < LATE && small < MANY) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    if (current == done) {
                        LockSupport.park(this);
                    }
                    asleep = false;
                }
                next = current;
            }
            return next;
        }

        void wakeIfDue() {
            if (asleep && small < MANY && (late < LATE || ++waited >= pause)) {
                waited = 0;
                pause = late < LATE ? 1 : Math.min(SELDOM, 2 * pause);
                LockSupport.unpark(thread);
            }
        }

        /** @param took whether the caller had to do this helper's part of a task */
        void came(boolean took, boolean large) {
            if (!took) {
                late = 0;
            } else if (large && late < LATE) {
                late++;
            }
        }
    }

    /** A task, and which of its parts somebody has begun. */
    private static final class WorkRound {
        private final AtomicInteger open;
        private final AtomicIntegerArray begun;
        private final IntConsumer work;
        private final boolean last;
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

        WorkRound(int parts, IntConsumer work, boolean last) {
            this.open = new AtomicInteger(parts);
            this.begun = new AtomicIntegerArray(parts);
            this.work = work;
            this.last = last;
        }

        /** Returns whether the asking thread is to do a part, which nobody else has begun. */
        boolean begins(int part) {
            return begun.compareAndSet(part, 0, 1);
        }

        void perform(int part) {
            try {
                work.accept(part);
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            } finally {
                open.decrementAndGet();
            }
        }

        void rethrow() {
            switch (failures.peek()) {
                case null -> {}
                case Error error -> throw error;
                case RuntimeException failure -> throw failure;
                case Throwable checked -> throw new IllegalStateException(checked);
            }
        }
    }
}
