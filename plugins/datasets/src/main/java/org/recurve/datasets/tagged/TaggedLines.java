package org.recurve.datasets.tagged;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.text.LabelledText;
import org.recurve.datasets.text.PlainTokens;
import org.recurve.datasets.text.TextLines;
import org.recurve.datasets.text.UnicodeText;

/**
 * Reads tagged sentences from a file.
 *
 * @param lowerCase whether words, but not tags, become lower case
 */
record TaggedLines(Path file, TaggedLine line, boolean lowerCase) {
    /** Gives the sentences in the order of the file. */
    void forEach(Consumer<LabelledText> sink) {
        GatheredSentence sentence = new GatheredSentence(sink);
        TextLines.forEach(file, (text, number) -> {
            List<String> parts = PlainTokens.BLANKS.tokens(UnicodeText.normalized(text));
            switch (line) {
                case WORD -> {
                    if (parts.isEmpty()) {
                        sentence.end();
                    } else {
                        word(sentence, parts, number);
                    }
                }
                case SENTENCE -> {
                    parts.forEach(part -> slashed(sentence, part, number));
                    sentence.end();
                }
            }
        });
        sentence.end();
    }

    private void word(GatheredSentence sentence, List<String> parts, int number) {
        switch (parts.size()) {
            case 1 -> slashed(sentence, parts.getFirst(), number);
            case 2 -> sentence.add(word(parts.getFirst()), parts.getLast(), number);
            default ->
                throw new InvalidSetting(file + ":" + number + " has " + parts.size() + " columns, but "
                        + TaggedLine.WORD.form() + "; keep the columns of the word and of its tag"
                        + (parts.stream().allMatch(part -> part.indexOf('/') > 0)
                                ? ", or write line: sentence if a line holds a whole one"
                                : ""));
        }
    }

    private void slashed(GatheredSentence sentence, String token, int number) {
        int slash = token.lastIndexOf('/');
        if (slash < 1 || slash == token.length() - 1) {
            throw new InvalidSetting(file + ":" + number + " has \"" + token + "\" where a word and its tag should be: "
                    + line.form() + "; write the tag behind the word, or remove the word");
        }
        sentence.add(word(token.substring(0, slash)), token.substring(slash + 1), number);
    }

    private String word(String word) {
        return lowerCase ? word.toLowerCase(Locale.ROOT) : word;
    }

    /** A sentence whose words come one by one. */
    private final class GatheredSentence {
        private final Consumer<LabelledText> sink;
        private final List<String> words = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private int begun;

        GatheredSentence(Consumer<LabelledText> sink) {
            this.sink = sink;
        }

        void add(String word, String tag, int number) {
            if (words.isEmpty()) {
                begun = number;
            }
            words.add(word);
            tags.add(tag);
        }

        void end() {
            if (!words.isEmpty()) {
                sink.accept(new LabelledText(file + ":" + begun, words, tags));
                words.clear();
                tags.clear();
            }
        }
    }
}
