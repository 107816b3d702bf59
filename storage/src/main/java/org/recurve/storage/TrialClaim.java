package org.recurve.storage;

/** The answer to the wish to run a trial. */
public enum TrialClaim {
    /** The trial is this process's to run, until the recorder is closed or the trial ended. */
    GRANTED,
    /** It is finished: reuse it. */
    FINISHED,
    /** Another process runs it. */
    ELSEWHERE
}
