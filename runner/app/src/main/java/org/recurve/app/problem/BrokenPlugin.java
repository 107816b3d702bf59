package org.recurve.app.problem;

/** Thrown where a plugin failed at a place of a file; ends the command with exit code 1. */
public final class BrokenPlugin extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Returns a failure of a plugin, where it stands in the file. */
    public BrokenPlugin(Problem problem, Throwable failure) {
        super(problem.toString(), failure);
    }
}
