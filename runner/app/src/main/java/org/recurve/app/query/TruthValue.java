package org.recurve.app.query;

/** Says whether a condition holds, after Kleene (1938): of what a trial lacks, neither a statement nor its contrary is true. */
public enum TruthValue {
    FALSE,
    UNKNOWN,
    TRUE;

    static TruthValue of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    TruthValue not() {
        return values()[TRUE.ordinal() - ordinal()];
    }

    TruthValue and(TruthValue other) {
        return compareTo(other) <= 0 ? this : other;
    }

    TruthValue or(TruthValue other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
