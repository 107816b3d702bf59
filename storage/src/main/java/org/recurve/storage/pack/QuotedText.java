package org.recurve.storage.pack;

/** Texts of a stranger's, made fit for a message: short, and without anything that a terminal would obey. */
final class QuotedText {
    private static final int LONGEST = 100;

    private QuotedText() {}

    static String of(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
