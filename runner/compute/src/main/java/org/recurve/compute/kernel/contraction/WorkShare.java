package org.recurve.compute.kernel.contraction;

/**
 * Part {@code part} of {@code parts} of some work; all parts together are the work, each writes its own results, and the
 * cut changes no bit.
 */
public record WorkShare(int part, int parts) {
    public static final WorkShare ALL = new WorkShare(0, 1);

    /** Returns the first of {@code count} pieces that this part does. */
    public int from(int count) {
        return (int) ((long) count * part / parts);
    }

    /** Returns the piece behind the last one. */
    public int to(int count) {
        return (int) ((long) count * (part + 1) / parts);
    }

    /** Returns a share of some work. */
    public static WorkShare of(int part, int parts) {
        return parts == 1 ? ALL : new WorkShare(part, parts);
    }
}
