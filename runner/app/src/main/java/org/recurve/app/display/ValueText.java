package org.recurve.app.display;

import org.recurve.reports.text.NumberText;

/** Values of metrics as people read them, one by one. */
public final class ValueText {
    private static final int DIGITS = 5;

    private ValueText() {}

    /** {@code 0.95312}; JSON has all digits. */
    public static String of(double value) {
        return NumberText.significant(value, DIGITS);
    }
}
