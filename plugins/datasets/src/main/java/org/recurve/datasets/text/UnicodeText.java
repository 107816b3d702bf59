package org.recurve.datasets.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.regex.Pattern;

/** Gives texts that look alike the same characters. */
public final class UnicodeText {
    /**
     * Unicode's {@code Default_Ignorable_Code_Point} (DerivedCoreProperties.txt): soft hyphens, joiners, direction marks,
     * variation selectors, the byte-order mark, tags. Java's patterns do not know the property.
     */
    private static final Pattern IGNORABLE =
            Pattern.compile("[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200C-\\u200F"
                    + "\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFF8"
                    + "\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

    /** A blank that separates words without being seen, and those at which no line may break. */
    private static final Pattern BLANK = Pattern.compile("[\\u200B\\u00A0\\u2007\\u202F]");

    private UnicodeText() {}

    /** A loop and no stream: it is asked of each cell of a table. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a text in Unicode's normalization form C, so that an accent is the same with its letter in one code point or
     * two; without what Unicode calls default-ignorable, such as soft hyphens; a zero-width space and the non-breaking
     * spaces become a space.
     */
    public static String normalized(String text) {
        if (isAscii(text)) {
            return text;
        }
        String visible = IGNORABLE.matcher(text).replaceAll("");
        return Normalizer.normalize(BLANK.matcher(visible).replaceAll(" "), Form.NFC);
    }
}
