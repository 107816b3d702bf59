package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.storage.view.StoreReader;

/** A thousand trials with a hundred metrics each; ten times as many must be answered within a second by one command. */
class ManyTrialsTest {
    private static final int STUDIES = 4;
    private static final int TRIALS = 250;
    private static final int METRICS = 100;

    /** Of the processors' time, which other programs do not take; the best of some, since the first also compiles. */
    private static final long LIMIT_MILLIS = 500;

    private static final int TIMES = 3;
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @TempDir
    Path folder;

    @Test
    void studiesTrialsAndMetricsAreAnsweredAtOnce() {
        Many.fill(folder, STUDIES, TRIALS, METRICS);
        try (Store store = Store.open(folder)) {
            assertEquals(STUDIES * TRIALS, store.reader().results().size());
        }
        assertAtOnce("list", STUDIES, reader -> reader.studies().size());
        assertAtOnce(
                "show",
                TRIALS,
                reader -> reader.study("study-1").orElseThrow().trials().size());
        long above = assertAtOnce("list --where", -1, reader -> (int) reader.results().stream()
                .filter(trial -> trial.metric("test.m7").orElseThrow() > 0.9)
                .count());
        assertTrue(above > 50 && above < 150, "a tenth of the numbers, about, is above 0.9: " + above);
    }

    private int assertAtOnce(String what, int expected, ToIntFunction<StoreReader> question) {
        long best = Long.MAX_VALUE;
        int answer = 0;
        for (int i = 0; i < TIMES; i++) {
            long start = MACHINE.getProcessCpuTime();
            try (Store store = Store.open(folder)) {
                answer = question.applyAsInt(store.reader());
            }
            best = Math.min(best, (MACHINE.getProcessCpuTime() - start) / 1_000_000);
        }
        System.out.printf("%s of %d trials: %d ms%n", what, STUDIES * TRIALS, best);
        assertTrue(expected < 0 || answer == expected, what + ": " + answer);
        assertTrue(best < LIMIT_MILLIS, what + " took " + best + " ms");
        return answer;
    }
}
