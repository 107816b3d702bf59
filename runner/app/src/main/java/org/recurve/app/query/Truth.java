package org.recurve.app.query;

/** Whether a condition holds, after Kleene (1938): of what a trial lacks, neither a statement nor its contrary is true. */
public enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    Truth not() {
        return values()[TRUE.ordinal() - ordinal()];
    }

    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
