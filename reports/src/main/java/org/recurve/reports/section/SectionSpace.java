package org.recurve.reports.section;

/** Describes how much more of a section fits into a report: a page must open, whatever a plugin gives. */
final class SectionSpace {
    private static final int CHARACTERS = 2_000_000;
    private static final int LONGEST = 20_000;
    private static final int MARKUP = 30;
    private static final String MORE = "…";

    private long left = CHARACTERS;

    boolean isFull() {
        return left <= 0;
    }

    /** Takes the room that so many characters need; false if there is too little, and then nothing is taken. */
    boolean take(long characters) {
        if (characters > left) {
            return false;
        }
        left -= characters;
        return true;
    }

    /** Returns a text, cut where it is longer than anybody reads. */
    String text(String text) {
        return line(text, LONGEST);
    }

    /** Returns a text, cut behind so many characters. */
    String line(String text, int longest) {
        String shown = text.length() <= longest
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) + MORE;
        left -= shown.length() + MARKUP;
        return shown;
    }
}
