package org.recurve.compute.link;

/**
 * Part {@code part} of {@code parts} of some work; all parts together are the work, each writes its own results, and the
 * cut changes no bit.
 */
public record Share(int part, int parts) {
    public static final Share ALL = new Share(0, 1);

    int from(int count) {
        return (int) ((long) count * part / parts);
    }

    int to(int count) {
        return (int) ((long) count * (part + 1) / parts);
    }
}
