package org.recurve.api.data;

/** Reads decimal numbers in data files. */
public final class DecimalNumber {
    private DecimalNumber() {}

    /**
     * Returns the float nearest to a decimal number such as {@code -1.5e3}, or NaN if the text is none or the float is not
     * finite: {@code nan}, {@code inf} and {@code 1e99} are no numbers, and neither are Java's {@code 1f} and
     * {@code 0x1p3}.
     */
    public static float parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Float.NaN;
            }
        }
        try {
            float number = Float.parseFloat(text);
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException none) {
            return Float.NaN;
        }
    }
}
