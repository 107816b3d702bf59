package org.recurve.api.data;

/** Reads decimal numbers in data files. */
public final class DecimalNumber {
    /** Integers up to here, and powers of ten up to the last below, are doubles without rounding. */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** The bits of a double that a float has no room for, and what they are halfway between two floats. */
    private static final long REST = (1L << 29) - 1;

    private static final long HALFWAY = 1L << 28;

    private DecimalNumber() {}

    /**
     * Returns the float nearest to a decimal number such as {@code -1.5e3}, or NaN if the text is none or the float is not
     * finite: {@code nan}, {@code inf} and {@code 1e99} are no numbers, and neither are Java's {@code 1f} and
     * {@code 0x1p3}.
     */
    public static float parse(String text) {
        long digits = 0;
        int places = 0;
        int point = -1;
        boolean isPlain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                isPlain &= digits < EXACT / 10;
                digits = digits * 10 + c - '0';
                places++;
            } else if (c == '.') {
                isPlain &= point < 0;
                point = places;
            } else if (c == '-') {
                isPlain &= i == 0;
            } else if (c == '+' || c == 'e' || c == 'E') {
                isPlain = false;
            } else {
                return Float.NaN;
            }
        }
        int decimals = point < 0 ? 0 : places - point;
        if (isPlain && places > 0 && decimals < POWERS.length) {
            double nearest = digits / POWERS[decimals];
            if (isRoundedOnce(nearest)) {
                return (float) (text.charAt(0) == '-' ? -nearest : nearest);
            }
        }
        return any(text);
    }

    /**
     * Returns whether the float nearest to this double is also the one nearest to the number that the double was rounded from: so it is
     * unless the double lies just between two floats, on either side of which the number may have been, or the floats there have fewer
     * bits.
     */
    private static boolean isRoundedOnce(double nearest) {
        return nearest == 0 || nearest >= Float.MIN_NORMAL && (Double.doubleToRawLongBits(nearest) & REST) != HALFWAY;
    }

    private static float any(String text) {
        try {
            float number = Float.parseFloat(text);
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException none) {
            return Float.NaN;
        }
    }
}
