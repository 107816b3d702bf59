package org.recurve.app.display;

/** Numbers of things in words. */
public final class CountText {
    private CountText() {}

    /** {@code 1 trial}, {@code 2 trials}. */
    public static String of(int count, String one) {
        return of(count, one, one + "s");
    }

    /** {@code 1 study}, {@code 2 studies}. */
    public static String of(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
