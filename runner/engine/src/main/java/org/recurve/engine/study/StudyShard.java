package org.recurve.engine.study;

/**
 * A part, one of several, of a study, each with its own trials wherever and in whatever order the parts are run: a trial
 * belongs to the part that its identity names.
 *
 * @param part counted from 1
 */
public record StudyShard(int part, int parts) {
    private static final int DIGITS = 8;

    public StudyShard {
        if (part < 1 || part > parts) {
            throw new IllegalArgumentException("a study in " + parts + " parts has no part " + part);
        }
    }

    /** Returns whether a trial is of this part. */
    boolean has(String identity) {
        String digits = identity.substring(identity.length() - DIGITS);
        return Long.parseLong(digits, 16) % parts == part - 1;
    }

    /** {@code 1/3}. */
    @Override
    public String toString() {
        return part + "/" + parts;
    }
}
