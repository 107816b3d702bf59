package org.recurve.app.display;

import java.util.List;
import java.util.Locale;

/** Amounts of memory and time as people read them. */
public final class AmountText {
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;
    private static final double YEAR = 365 * DAY;

    private AmountText() {}

    /** {@code 12.3 MB}, in powers of a thousand. */
    public static String bytes(double bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < BYTES.size() - 1) {
            amount /= 1000;
            unit++;
        }
        return number(amount) + " " + BYTES.get(unit);
    }

    /** {@code 8 s}, {@code 2.5 min}, {@code 3 h}, {@code 11 d}. */
    public static String seconds(double seconds) {
        if (seconds < 1) {
            return "1 s";
        }
        if (seconds < 2 * MINUTE) {
            return number(seconds) + " s";
        }
        if (seconds < 2 * HOUR) {
            return number(seconds / MINUTE) + " min";
        }
        if (seconds < 2 * DAY) {
            return number(seconds / HOUR) + " h";
        }
        return seconds < 2 * YEAR ? number(seconds / DAY) + " d" : number(seconds / YEAR) + " years";
    }

    /** Two digits, or as many as stand before the point. */
    private static String number(double amount) {
        String text = String.format(Locale.ROOT, amount < 9.95 ? "%.1f" : "%,.0f", amount);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
