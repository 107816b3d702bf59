package org.recurve.spark;

import java.io.Serializable;

/**
 * A piece of what the process beside an executor says of a trial.
 *
 * @param trial the name of its job
 * @param attempt which of the job's tasks says it
 * @param whole whether this is all that was said, to the end
 * @param failure why nothing more comes; empty otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // sent, and compared by nobody
record TrialPiece(String trial, long attempt, byte[] bytes, boolean whole, String failure) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Says what becomes of a piece. */
    enum Reply {
        /** It was taken. */
        GO_ON,
        /** It was taken, and the trial is told to stop. */
        STOP,
        /** Another task is at it: it is to be kept, and offered again. */
        HOLD,
        /** Nobody wants it any more. */
        GONE
    }
}
