package org.recurve.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StopwatchTest {
    @Test
    void takesTheSamplesAskedForHoweverLittleTimeThereIs() {
        Stopwatch stopwatch = new Stopwatch(new Budget(Duration.ZERO, Duration.ZERO, 7), Clock.WALL);
        assertEquals(7, stopwatch.time(() -> {}).count());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void countsNoSleepAsTimeOnTheProcessor() {
        Budget once = new Budget(Duration.ZERO, Duration.ZERO, 1);
        Runnable sleep = () -> LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        assertTrue(new Stopwatch(once, Clock.CPU).time(sleep).median()
                < new Stopwatch(once, Clock.WALL).time(sleep).median());
    }

    @Test
    void repeatsShortActionsWithinASample() {
        AtomicLong calls = new AtomicLong();
        new Stopwatch(new Budget(Duration.ofMillis(20), Duration.ZERO, 1), Clock.WALL).time(calls::incrementAndGet);
        assertTrue(calls.get() > 100, calls::toString);
    }
}
