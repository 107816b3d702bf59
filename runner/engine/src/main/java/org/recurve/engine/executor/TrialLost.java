package org.recurve.engine.executor;

/** Thrown when what trained a trial is gone: its process was killed, or its machine. The trial may be tried again. */
public final class TrialLost extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message says what happened, as the end of a sentence: {@code process 123 was killed (signal 9)} */
    public TrialLost(String message) {
        super(message);
    }
}
