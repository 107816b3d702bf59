package org.recurve.app.display;

/**
 * Text from outside as a terminal may show it: what could move its cursor, change its colours or title, reorder a line or
 * hide in it is written out, as {@code \}{@code u001b}. Inside JSON this is the escape of the same character.
 */
public final class TerminalText {
    private TerminalText() {}

    /** Writes out all that is invisible; newlines and tabs stay. */
    public static String block(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> append(codePoint, shown));
        return shown.toString();
    }

    /** Makes one line of a text: newlines and tabs are written out as well, as {@code \n} and {@code \t}. */
    public static String line(String text) {
        if (isPlain(text)) {
            return text;
        }
        String oneLine = text.replace("\r\n", "\n").replace("\n", "\\n").replace("\t", "\\t");
        return block(oneLine);
    }

    /** Returns whether it is printable ASCII throughout, as are nearly all cells of large tables. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isPlain(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    static boolean isPlain(char unit) {
        return unit >= ' ' && unit <= '~';
    }

    static void append(int codePoint, StringBuilder shown) {
        if (isVisible(codePoint) || codePoint == '\n' || codePoint == '\t') {
            shown.appendCodePoint(codePoint);
        } else if (codePoint == '\r') {
            shown.append("\\r");
        } else {
            for (char unit : Character.toChars(codePoint)) {
                shown.append("\\u").append(hex(unit));
            }
        }
    }

    private static String hex(char unit) {
        return Integer.toHexString(0x10000 | unit).substring(1);
    }

    /** Not so are control characters, those that only direct others (bidirectional, zero-width), and fillers without ink. */
    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> !isFiller(codePoint);
        };
    }

    /** Letters and marks that Unicode defines to be drawn as nothing. */
    private static boolean isFiller(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> codePoint >= 0x180B && codePoint <= 0x180F || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
        };
    }
}
