package org.recurve.engine.executor;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.engine.training.TrialJob;

/**
 * A way to train trials: on threads of this process, in other processes, on other machines. No bit depends on it. What becomes of a
 * trial, failed, diverged or interrupted, is its end; what is thrown stops the study.
 */
public interface TrialExecutor extends AutoCloseable {
    /**
     * Trains a trial to its end, its events published and its checkpoints kept; empty if it was told to stop before the trial began.
     * Called by several threads, one for each trial that is trained side by side.
     *
     * @param stop asked all the time; if it says so, the trial ends as interrupted
     */
    Optional<TrialEnded> run(TrialJob job, BooleanSupplier stop);

    /** Gives back whatever trains; called once, when no trial is being trained any more. */
    @Override
    void close();
}
