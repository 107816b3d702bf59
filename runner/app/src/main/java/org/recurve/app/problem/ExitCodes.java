package org.recurve.app.problem;

/** Exit codes beside those of all programs. */
public final class ExitCodes {
    /** Says that a scheduler's signal, or a bound of time, ended work that the same command goes on with (EX_TEMPFAIL). */
    public static final int UNFINISHED = 75;

    /** Says that an interrupt (Ctrl-C) ended the command. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
