package org.recurve.datasets.text;

import java.util.List;
import org.recurve.api.plugin.InvalidSetting;

/**
 * A text as tokens, and what is to be learned about it.
 *
 * @param where it was found, for messages: a file, and a line or number in it
 * @param labels one for the whole text, or one for each token
 */
public record LabelledText(String where, List<String> tokens, List<String> labels) {
    public LabelledText {
        tokens = List.copyOf(tokens);
        labels = List.copyOf(labels);
        if (tokens.isEmpty()) {
            throw new InvalidSetting(where + " is empty: it has no word to learn from; take it out of the data");
        }
    }

    /** Returns the first {@code most} tokens, with their labels if {@code each} has one. */
    LabelledText first(int most, boolean each) {
        return tokens.size() <= most
                ? this
                : new LabelledText(where, tokens.subList(0, most), each ? labels.subList(0, most) : labels);
    }
}
