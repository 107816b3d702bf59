package org.recurve.export;

import java.util.Locale;

/**
 * Texts and numbers in JSON, after RFC 8259. Control and format characters and separators of lines are escaped, so that no text
 * begins a line.
 */
public final class JsonLiteral {
    private JsonLiteral() {}

    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (isEscaped((char) c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }

    private static boolean isEscaped(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** JSON has no word for what is no number: it is written as a text. */
    public static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : quote(Double.toString(value));
    }
}
