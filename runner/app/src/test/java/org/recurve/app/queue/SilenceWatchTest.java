package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.app.queue.QueueNote.Beat;

/** Who gives no sign of life is found out by whoever looks all the time, and by no clock of two machines. */
class SilenceWatchTest {
    private static final Optional<Beat> FIRST = Optional.of(new Beat(1, 1000));
    private static final Optional<Beat> SECOND = Optional.of(new Beat(2, 1000));

    private long now = -5; // a clock of its own, which may stand anywhere
    private final SilenceWatch watch = new SilenceWatch(() -> now);

    private boolean silentFor(int seconds, Optional<Beat> beat) {
        boolean silent = false;
        for (int second = 0; second < seconds; second++) {
            now += Duration.ofSeconds(1).toNanos();
            silent = watch.isSilent(beat);
        }
        return silent;
    }

    @Test
    void aDozenBeatsThatDoNotComeAreTooMany() {
        assertFalse(watch.isSilent(FIRST));
        assertFalse(silentFor(11, FIRST));
        assertTrue(silentFor(1, FIRST));
    }

    @Test
    void anotherBeatBeginsAnew() {
        assertFalse(watch.isSilent(FIRST));
        assertFalse(silentFor(11, FIRST));
        assertFalse(silentFor(11, SECOND));
        assertTrue(silentFor(2, SECOND));
    }

    @Test
    void whoWasStoppedItselfAccusesNobody() {
        assertFalse(watch.isSilent(FIRST));
        now += Duration.ofHours(5).toNanos();
        assertFalse(watch.isSilent(FIRST));
    }

    @Test
    void whatAWorkerSaysOfItselfHasBounds() {
        Optional<Beat> never = Optional.of(new Beat(1, Long.MAX_VALUE));
        assertFalse(watch.isSilent(never));
        assertTrue(silentFor(12 * 60, never));
        Optional<Beat> always = Optional.of(new Beat(2, Long.MIN_VALUE));
        assertFalse(watch.isSilent(always));
        now += Duration.ofMillis(500).toNanos();
        assertFalse(watch.isSilent(always));
    }

    @Test
    void whoSaysNothingAtAllHasAMinute() {
        assertFalse(watch.isSilent(Optional.empty()));
        assertFalse(silentFor(59, Optional.empty()));
        assertTrue(silentFor(1, Optional.empty()));
    }
}
