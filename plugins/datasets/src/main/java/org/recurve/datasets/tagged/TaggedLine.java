package org.recurve.datasets.tagged;

/** Describes what a line of a file of tagged sentences holds. */
public enum TaggedLine {
    /** A word and its tag. */
    WORD("a line holds a word and its tag, with a tab or blanks between them or as word/tag, and a blank line ends a"
            + " sentence"),
    /** A sentence. */
    SENTENCE("a line holds a sentence, each word with its tag: word/tag word/tag");

    private final String form;

    TaggedLine(String form) {
        this.form = form;
    }

    /** Returns what such a file looks like, for messages. */
    String form() {
        return form;
    }
}
