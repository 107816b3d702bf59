package org.recurve.engine.training;

import java.time.Duration;
import java.time.Instant;

/** Measured time. A clock may be set back meanwhile: then nobody knows, and it counts as none. */
public final class ElapsedTime {
    private ElapsedTime() {}

    public static Duration between(Instant start, Instant end) {
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }
}
