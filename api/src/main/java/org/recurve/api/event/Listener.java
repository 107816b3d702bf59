package org.recurve.api.event;

import java.io.IOException;

/**
 * Watches a study: {@code listen: [id: {…}]} in a file, or {@code --listen 'id: {…}'} on the command line. Nothing it does
 * slows, reorders or ends training, or is part of a trial's identity.
 *
 * <p><b>Lifecycle.</b> Each run of a study calls {@link #open} once, hands every event to the session, and closes the session
 * at its end; all of it on one thread that belongs to this listener alone. Ctrl-C is an end like any other: trials end as
 * {@code INTERRUPTED}, the session receives those events and is closed. A process that is killed calls nothing more.
 *
 * <p><b>Events.</b> All of {@link Event}. Those of one trial come in the order they happened, from {@code TrialStarted} on;
 * those of trials that run side by side are interleaved. {@code StudyStarted} comes first and {@code StudyEnded} last, except
 * that trials with which {@code tune} finds settings come before {@code StudyStarted}. Events are immutable, or copies that
 * belong to this listener.
 *
 * <p><b>Failures.</b> Events wait in a bounded queue. A listener that throws, or that falls a whole queue behind, is dropped:
 * a warning names its plugin, jar, class and line, and what it missed is counted and said at the end of the run.
 *
 * <p><b>Completeness.</b> A listener usually hears of what this run does: of a trial that goes on from a checkpoint, only
 * what comes after it, and nothing of trials that are reused. One that {@linkplain #catchesUp catches up} is given events
 * from the journals instead of the queue. Each of its sessions receives every event of every trial of the study exactly
 * once: what earlier runs did, what this run does, and trials that are reused (before {@code StudyEnded}; their
 * {@code TrialStarted} names the study that trained them). After a kill, the next {@code run} or {@code resume} opens a new
 * session that begins at the beginning again, so a session writes its files from their start.
 */
public interface Listener<C extends Record> {
    /** Receives an event, unless {@link #open} returns a session of its own. */
    void on(C config, Event event);

    /**
     * Opens a session for one run of a study.
     *
     * @param context what is known of the study, and the folder that the listener may write into
     * @return what receives the run's events; by default, {@link #on} does
     */
    default ListenerSession open(C config, ListenerContext context) throws IOException {
        return event -> on(config, event);
    }

    /** Returns whether each session is given every event of the study, from the journals; false by default. */
    default boolean catchesUp(C config) {
        return false;
    }
}
