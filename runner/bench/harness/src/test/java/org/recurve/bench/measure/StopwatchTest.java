package org.recurve.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    @Test
    void takesTheSamplesAskedForHoweverLittleTimeThereIs() {
        Stopwatch stopwatch = new Stopwatch(new Budget(Duration.ZERO, Duration.ZERO, 7));
        assertEquals(7, stopwatch.time(() -> {}).count());
    }

    @Test
    void repeatsShortActionsWithinASample() {
        AtomicLong calls = new AtomicLong();
        new Stopwatch(new Budget(Duration.ofMillis(20), Duration.ZERO, 1)).time(calls::incrementAndGet);
        assertTrue(calls.get() > 100, calls::toString);
    }
}
