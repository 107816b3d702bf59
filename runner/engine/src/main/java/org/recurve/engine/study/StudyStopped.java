package org.recurve.engine.study;

import java.util.function.BooleanSupplier;

/** Says that a run was told to stop before its first trial could begin: a study of very many trials takes a while to be planned. */
public final class StudyStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int ASKED_EVERY = 1000;

    private StudyStopped() {
        super("the run was told to stop before its trials were planned");
    }

    /**
     * Throws this if {@code stop} says so, which is asked once in a thousand trials.
     *
     * @param trial how many were gone through before it
     */
    public static void ask(BooleanSupplier stop, int trial) {
        if (trial % ASKED_EVERY == ASKED_EVERY - 1 && stop.getAsBoolean()) {
            throw new StudyStopped();
        }
    }
}
