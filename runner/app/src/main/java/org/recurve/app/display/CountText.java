package org.recurve.app.display;

/** Numbers of things in words. */
public final class CountText {
    private CountText() {}

    /** {@code 1 trial}, {@code 2 trials}. */
    public static String of(int count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
