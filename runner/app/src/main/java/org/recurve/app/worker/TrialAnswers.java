package org.recurve.app.worker;

import java.util.Optional;

/** Something that takes what a worker sends about one trial. For one thread. */
public interface TrialAnswers {
    /** Takes what came next. */
    void take(WireInput.Sent<WorkerMessage> sent);

    /** Returns whether the worker began to train the trial. */
    boolean hasBegun();

    /** Returns whether all has come that the worker says about the trial. */
    boolean isOver();

    /** Returns why the worker does not train the trial. */
    Optional<String> refused();
}
