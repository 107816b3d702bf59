package org.recurve.storage.record;

/**
 * Says why a record that was read is not accepted.
 *
 * @param field of the record, by its path: {@code trials[3].variant}
 * @param why it is not what it must be
 */
public record RecordProblem(String field, String why) {
    private static final int LONGEST = 100;

    /** In a sentence, fit for a terminal whatever the record held. */
    @Override
    public String toString() {
        return field + ": " + why;
    }

    /** Returns a stranger's text, made fit for a message: short, and without anything that a terminal would obey. */
    static String quoted(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "\"" + shown.replaceAll("[\\p{Cntrl}\\p{C}\\p{Zl}\\p{Zp}]", "?") + "\"";
    }
}
