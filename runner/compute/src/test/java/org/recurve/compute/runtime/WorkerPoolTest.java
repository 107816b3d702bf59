package org.recurve.compute.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyPartOfEveryTaskRunsOnceBeforeTheNextTask(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(threads);
            for (int task = 1; task <= 2_000; task++) {
                pool.run(runs::incrementAndGet);
                for (int part = 0; part < threads; part++) {
                    assertEquals(task, runs.get(part));
                }
            }
        }
    }

    @Test
    void aFailureOfAnyPartReachesTheCallerAndLeavesThePoolUsable() {
        IllegalStateException broken = new IllegalStateException("broken");
        try (WorkerPool pool = new WorkerPool(3)) {
            for (int bad = 0; bad < 3; bad++) {
                int failing = bad;
                assertSame(
                        broken,
                        assertThrows(
                                IllegalStateException.class,
                                () -> pool.run(part -> {
                                    if (part == failing) {
                                        throw broken;
                                    }
                                })));
            }
            int[] ran = new int[3];
            pool.run(part -> ran[part] = 1);
            assertEquals(3, Arrays.stream(ran).sum());
        }
    }

    @Test
    void closingEndsTheThreads() throws InterruptedException {
        Thread helper;
        try (WorkerPool pool = new WorkerPool(2)) {
            helper = helper(pool);
        }
        helper.join(10_000);
        assertFalse(helper.isAlive());
    }

    /** As long as a helper is kept from beginning, here by a part of the task before, the caller does its parts. */
    @Test
    void theCallerDoesWhatAHelperHasNotBegun() {
        try (WorkerPool pool = new WorkerPool(2)) {
            AtomicInteger byCaller = new AtomicInteger();
            Thread caller = Thread.currentThread();
            for (int task = 0; task < 5_000; task++) {
                boolean large = task % 100 == 0;
                pool.run(part -> {
                    if (part == 1 && Thread.currentThread() == caller) {
                        byCaller.incrementAndGet();
                    }
                    if (part == 0 && large) {
                        await(System.nanoTime() + 20_000);
                    }
                });
            }
            assertTrue(byCaller.get() > 0, "no helper is always the first to begin a part that does nothing");
        }
    }

    @Test
    void aHelperWithoutWorkWorthSharingSleeps() {
        try (WorkerPool pool = new WorkerPool(2)) {
            Thread helper = helper(pool);
            for (int task = 0; task < 20_000; task++) {
                pool.run(part -> {});
            }
            await(() -> helper.getState() == Thread.State.WAITING);
            for (int task = 0; task < 20_000; task++) {
                pool.run(part -> {});
            }
            assertSame(Thread.State.WAITING, helper.getState(), "small tasks do not wake it");
            AtomicBoolean came = new AtomicBoolean();
            for (int task = 0; task < 1_000 && !came.get(); task++) {
                pool.run(part -> {
                    if (Thread.currentThread() == helper) {
                        came.set(true);
                    }
                    await(System.nanoTime() + 1_000_000);
                });
            }
            assertTrue(came.get(), "large ones do");
        }
    }

    /** Returns the thread of a pool that does part 1 while the caller waits in its own. */
    private static Thread helper(WorkerPool pool) {
        AtomicReference<Thread> helper = new AtomicReference<>();
        pool.run(part -> {
            if (part == 1) {
                helper.set(Thread.currentThread());
            }
            await(() -> helper.get() != null);
        });
        return helper.get();
    }

    private static void await(long until) {
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertTrue(condition.getAsBoolean(), "not within 30 s");
    }
}
