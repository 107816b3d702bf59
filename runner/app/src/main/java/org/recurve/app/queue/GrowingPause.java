package org.recurve.app.queue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Pauses between looks at a folder, which grow while nothing happens: quick answers, and few questions. For one thread. */
final class GrowingPause {
    private static final long LEAST = Duration.ofMillis(4).toNanos();
    private static final long MOST = Duration.ofMillis(400).toNanos();

    private long next = LEAST;

    void await() {
        LockSupport.parkNanos(next);
        next = Math.min(MOST, next + next / 2);
    }

    void reset() {
        next = LEAST;
    }
}
