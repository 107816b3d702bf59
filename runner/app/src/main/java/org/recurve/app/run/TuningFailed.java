package org.recurve.app.run;

/** Thrown where all trials of a search failed, so that a study has no settings to be run with. */
public final class TuningFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TuningFailed(String message) {
        super(message);
    }
}
