package org.recurve.app.command;

/** Numbers of things in words. */
final class Counted {
    private Counted() {}

    /** {@code 1 trial}, {@code 2 trials}. */
    static String of(int count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
