package org.recurve.app.run;

import org.recurve.engine.executor.LocalExecutor;
import org.recurve.engine.executor.TrialExecutor;

/** Says where the trials of a run are trained. */
@FunctionalInterface
public interface ExecutorChoice {
    /** Trains on threads of this process. */
    ExecutorChoice LOCAL = local -> local;

    /**
     * Returns the executor of a run.
     *
     * @param local trains in this process, and has what events and checkpoints go to
     */
    TrialExecutor open(LocalExecutor local);
}
