package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A trial is slow if it takes far longer than others of its variant, or than any other while too few of its own are known. */
class TrialPaceTest {
    private final TrialPace pace = new TrialPace();

    private void took(String variant, int... seconds) {
        for (int each : seconds) {
            pace.took(variant, Duration.ofSeconds(each).toNanos());
        }
    }

    private boolean isSlow(String variant, int seconds) {
        return pace.isSlow(variant, Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void nothingIsSlowBeforeOthersHaveEnded() {
        took("a", 10, 10);
        assertFalse(isSlow("a", 100_000));
        took("b", 10);
        assertTrue(isSlow("a", 21));
    }

    @Test
    void twiceTheUsualTimeOfItsVariantIsLong() {
        took("a", 10, 10, 10, 10, 90); // one slow machine does not make it usual
        took("large", 300, 300, 300);
        assertFalse(isSlow("a", 20));
        assertTrue(isSlow("a", 21));
        assertFalse(isSlow("large", 600));
        assertTrue(isSlow("large", 601));
    }

    @Test
    void aVariantOfWhichTooFewAreKnownIsHeldToTheLongest() {
        took("a", 10, 10, 10);
        took("large", 300);
        assertFalse(isSlow("large", 600));
        assertFalse(isSlow("new", 600));
        assertTrue(isSlow("new", 601));
    }

    @Test
    void shortTrialsAreNotWorthIt() {
        took("a", 0, 0, 0);
        assertFalse(isSlow("a", 2));
        assertTrue(isSlow("a", 3));
    }
}
