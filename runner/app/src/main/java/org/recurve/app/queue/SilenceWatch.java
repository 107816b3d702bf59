package org.recurve.app.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.recurve.app.queue.QueueNote.Beat;

/**
 * Judges whether a worker still lives by whether what it says changes while this process looks. Only the time between looks counts, by
 * this process's own clock, and a long one counts as a short one: who was stopped itself, or suspended, accuses nobody. For one thread.
 */
final class SilenceWatch {
    private static final long LONGEST_LOOK = Duration.ofSeconds(2).toNanos();
    /** Signs of life that may be missing. */
    static final long BEATS = 12;

    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final Duration OF_NOBODY = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private Optional<Beat> before = Optional.empty();
    private boolean looked;
    private long lookedAt;
    private long silent;

    SilenceWatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Looks at the latest sign of life, if there is any; returns whether there was no other one for too long. */
    boolean isSilent(Optional<Beat> now) {
        long at = nanos.getAsLong();
        if (!looked || !now.equals(before)) {
            silent = 0;
        } else {
            silent += Math.min(LONGEST_LOOK, at - lookedAt);
        }
        looked = true;
        lookedAt = at;
        before = now;
        return silent >= patience(now).toNanos();
    }

    /** Returns how long a worker may be silent: a dozen of its beats, however often it says they come. */
    private static Duration patience(Optional<Beat> beat) {
        long millis = beat.map(Beat::everyMillis).orElse(OF_NOBODY.toMillis());
        return Duration.ofMillis(BEATS * Math.clamp(millis, LEAST.toMillis(), MOST.toMillis()));
    }
}
