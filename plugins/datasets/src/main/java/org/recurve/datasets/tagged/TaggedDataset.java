package org.recurve.datasets.tagged;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.text.Corpus;
import org.recurve.datasets.text.LabelledText;
import org.recurve.datasets.text.PlainTokens;
import org.recurve.datasets.text.TextSettings;
import org.recurve.datasets.text.Utf8;

/**
 * Tagged sentences of one's own: a file in UTF-8 of words, each with its tag. A line holds a word and its tag, in two columns
 * or as {@code word/tag}, and a blank line ends a sentence; or a line holds a whole sentence, {@code word/tag word/tag …}.
 *
 * <p>The fields are those of {@link Corpus}: {@code input} [steps] of word numbers, with the vocabulary of the training
 * sentences; {@code length}; {@code target} [steps], the tags, sorted. Of sentences that agree in all words that are read, only
 * the first counts.
 */
@Plugin(id = "tagged", version = 1, summary = "sentences of a file, each word with its tag")
public final class TaggedDataset implements Dataset<TaggedDataset.Config> {
    /** The settings. */
    public record Config(
            @Doc("the file, below the folder that --data names") @Main
            String file,

            @Doc("what a line holds: word (a word and its tag; a blank line ends a sentence) or sentence (word/tag"
                    + " word/tag ...)")
            @Default("word")
            TaggedLine line,

            @Doc("words of a sentence that are read at most") @Default("200") @Min(1)
            int steps,

            @Doc("words that are known, the unknown word included; the most frequent of the training sentences")
            @Default("10000")
            @Min(2)
            int vocabulary,

            @Doc("whether words are read in lower case") @Default("false")
            boolean lowerCase,

            @Doc("the share of all different sentences kept for validation") @Default("0.1") @Min(0) @Below(1)
            double validation,

            @Doc("the share of all different sentences kept for the test") @Default("0.1") @Min(0) @Below(1)
            double test,

            @Doc("which sentence falls into which split; independent of a trial's seed") @Default("0")
            long seed) {
        public Config {
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
        }

        private TextSettings reading(int different) {
            int tested = SplitRule.part(test, different);
            int validated = SplitRule.part(validation, different);
            return new TextSettings(steps, vocabulary, different - tested - validated, validated, tested, seed);
        }
    }

    @Override
    public List<String> own(Config config) {
        return List.of(config.file());
    }

    @Override
    public List<String> tokens(Config config, String text) {
        String read = config.lowerCase() ? text.toLowerCase(Locale.ROOT) : text;
        return PlainTokens.BLANKS.tokens(read, config.steps()).toList();
    }

    @Override
    public Data open(Config config, Files files) {
        Path file = files.own(config.file());
        List<LabelledText> sentences = new ArrayList<>();
        new TaggedLines(file, config.line(), config.lowerCase()).forEach(sentences::add);
        if (sentences.isEmpty()) {
            throw new InvalidSetting(
                    file + " holds no sentence; " + config.line().form());
        }
        TreeSet<String> tags = new TreeSet<>();
        sentences.forEach(sentence -> tags.addAll(sentence.labels()));
        Corpus corpus = new Corpus("tagged", Corpus.Labelled.EACH_TOKEN, List.copyOf(tags), sentences);
        ExampleDigest digest = new ExampleDigest("tagged 1").add(config.line() + " " + config.lowerCase());
        try {
            digest.add(file);
        } catch (IOException e) {
            throw Utf8.unreadable(file, e);
        }
        return corpus.data(config.reading(corpus.different(config.steps())), digest);
    }
}
