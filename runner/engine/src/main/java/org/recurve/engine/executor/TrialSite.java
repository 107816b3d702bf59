package org.recurve.engine.executor;

import java.util.function.BooleanSupplier;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;

/**
 * A place outside of this process where trials are trained: child processes, a folder that workers look into, a cluster. It carries a
 * trial there and brings back what happens; it keeps nothing, and decides nothing about results. Used by several threads.
 */
public interface TrialSite extends AutoCloseable {
    /**
     * Has a trial trained once; returns when its end was published.
     *
     * @param events takes what the trial publishes, in its order, on the calling thread: as it happens, or all at the end. What it
     *     throws ends the try, and passes through
     * @param left takes checkpoints, and what the trial learnt, likewise; a site that brings none back leaves them out
     * @param stop asked all the time; if it says so, the trial is told to stop and ends as interrupted
     * @throws TrialLost if the trial began, and whatever trained it is gone; it may be tried again
     * @throws SiteFailure if nothing here can train trials
     */
    void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) throws TrialLost;

    /** Gives back whatever trains; trials that are still being trained are lost. */
    @Override
    void close();
}
