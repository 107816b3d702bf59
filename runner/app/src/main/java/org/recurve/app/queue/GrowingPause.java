package org.recurve.app.queue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Pauses between looks at a folder, which grow while nothing happens: quick answers, and few questions. For one thread. */
final class GrowingPause {
    private static final long LEAST = Duration.ofMillis(4).toNanos();

    private final long most;
    private long next = LEAST;

    private GrowingPause(Duration most) {
        this.most = most.toNanos();
    }

    /** Returns the pauses of somebody who waits for one thing. */
    static GrowingPause ofWaiting() {
        return new GrowingPause(Duration.ofMillis(400));
    }

    /** Returns the pauses of a worker without work, of which there may be many, and who looks at all that lies there. */
    static GrowingPause ofSearch() {
        return new GrowingPause(Duration.ofSeconds(2));
    }

    void await() {
        LockSupport.parkNanos(next);
        next = Math.min(most, next + next / 2);
    }

    void reset() {
        next = LEAST;
    }
}
