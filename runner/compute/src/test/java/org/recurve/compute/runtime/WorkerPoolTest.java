package org.recurve.compute.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
        Thread[] helper = new Thread[2];
        try (WorkerPool pool = new WorkerPool(2)) {
            pool.run(part -> helper[part] = Thread.currentThread());
        }
        helper[1].join(10_000);
        assertTrue(!helper[1].isAlive());
    }
}
