package org.recurve.datasets.files;

import java.util.Arrays;
import java.util.stream.Stream;

/** Says which sign stands between the labels of an example. */
public enum LabelSign {
    BAR("\\|"),
    SEMICOLON(";"),
    COMMA(","),
    BLANK("\\s+");

    private final String pattern;

    LabelSign(String pattern) {
        this.pattern = pattern;
    }

    /** Returns the labels of a text, without the blanks around them; none of an empty one. */
    Stream<String> labels(String text) {
        return Arrays.stream(text.split(pattern, -1)).map(String::strip).filter(label -> !label.isEmpty());
    }
}
