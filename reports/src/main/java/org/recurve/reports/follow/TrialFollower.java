package org.recurve.reports.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.StoreLayout;

/** Follows one trial. For one thread. */
public final class TrialFollower {
    private static final long LOOK_NANOS = 1_000_000_000;

    private final FollowedTrial trial;
    private final Liveness liveness;
    private long bytes;
    private long lookAt = System.nanoTime();
    private boolean otherwise;

    public TrialFollower(StoreLayout layout, Event.TrialPlan plan, Liveness liveness) {
        this.trial = new FollowedTrial(plan, 0, layout);
        this.liveness = liveness;
    }

    public FollowedTrial trial() {
        return trial;
    }

    /** Returns how many bytes of its journal were read. */
    public long position() {
        return bytes;
    }

    /** Reads what is new; returns whether anything was. */
    public boolean read(Runnable restarted, Consumer<Event> each) {
        long read = trial.read(restarted, each);
        bytes += read;
        long now = System.nanoTime();
        otherwise = false;
        if (now - lookAt >= 0 || read > 0 && trial.state() == TrialState.INTERRUPTED) {
            lookAt = now + LOOK_NANOS;
            otherwise = trial.look(liveness);
        }
        return read > 0;
    }

    /** Returns whether, at the last reading, it stood otherwise than before though its journal does not say so. */
    public boolean isOtherwise() {
        return otherwise;
    }

    /** Returns the milliseconds since its journal was last written; −1 if there is none. */
    public long silent() {
        Instant written = trial.written();
        return written.toEpochMilli() <= 0
                ? -1
                : Math.max(0, Duration.between(written, Instant.now()).toMillis());
    }
}
