package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;

/** Measures the processor time of all threads of this process: what other processes do is no matter of the store. */
class StartUpTest {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int TRIALS = 100;

    @TempDir
    Path folder;

    @Test
    void aStoreIsOpenedAndListedAtOnce() {
        Sample sample = new Sample(1);
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            Event.TrialPlan[] plan = new Event.TrialPlan[TRIALS];
            Arrays.setAll(plan, trial -> Sample.plan(trial, "baseline", trial));
            recorder.accept(Sample.study("s", plan));
            for (int trial = 0; trial < TRIALS; trial++) {
                recorder.accept(sample.started(trial, "s", "baseline", trial));
                recorder.accept(sample.step(trial, 0));
                recorder.accept(sample.ended(trial, Event.Status.FINISHED));
            }
        }
        list();
        Duration onDisk = list();
        Duration inMemory;
        try (Store holder = Store.open(folder)) {
            assertTrue(holder.holdsIndex());
            list();
            inMemory = list();
        }
        System.out.printf(
                "list of %d trials: %d ms, from a second process's memory %d ms%n",
                TRIALS, onDisk.toMillis(), inMemory.toMillis());
        assertTrue(onDisk.toMillis() < 500, onDisk::toString);
        assertTrue(inMemory.toMillis() < 2000, inMemory::toString);
    }

    private Duration list() {
        long start = PROCESS.getProcessCpuTime();
        try (Store store = Store.open(folder)) {
            assertEquals(TRIALS, store.reader().studies().getFirst().trials().get(Event.Status.FINISHED));
            assertEquals(
                    TRIALS, store.reader().study("s").orElseThrow().trials().size());
        }
        return Duration.ofNanos(PROCESS.getProcessCpuTime() - start);
    }
}
