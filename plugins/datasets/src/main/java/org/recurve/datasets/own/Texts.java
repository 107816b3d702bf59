package org.recurve.datasets.own;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.Digest;
import org.recurve.datasets.text.Corpus;
import org.recurve.datasets.text.Reading;
import org.recurve.datasets.text.Text;
import org.recurve.datasets.text.Tokenizer;
import org.recurve.datasets.text.Utf8;

/**
 * Texts of one's own: a folder for each class, with files in UTF-8 that end in {@code .txt}, each a text or with a text on
 * each line. Blank lines are no texts.
 *
 * <p>The fields are those of {@link Corpus}: {@code input} [steps] of word numbers, {@code length}, and {@code target}, the
 * class, in the order of the folders' names. Of texts that agree in all tokens that are read, only the first counts.
 */
@Plugin(id = "text", version = 1, summary = "a folder of text files for each class")
public final class Texts implements Dataset<Texts.Config> {
    /** What makes a text. */
    public enum Each {
        FILE,
        LINE
    }

    /** The settings. */
    public record Config(
            @Doc("the folder that holds a folder for each class, below the one that --data names") @Main
            String folder,

            @Doc("what a text is: a file, or a line of one") @Default("file")
            Each each,

            @Doc("how texts are cut: words, blanks or characters") @Default("words")
            Tokenizer tokens,

            @Doc("tokens of a text that are read at most") @Default("200") @Min(1)
            int steps,

            @Doc("words that are known, the unknown word included; the most frequent of the training texts")
            @Default("10000")
            @Min(2)
            int vocabulary,

            @Doc("the share of all different texts kept for validation") @Default("0.1") @Min(0) @Below(1)
            double validation,

            @Doc("the share of all different texts kept for the test") @Default("0.1") @Min(0) @Below(1)
            double test,

            @Doc("which text falls into which split; independent of a trial's seed") @Default("0")
            long seed) {
        public Config {
            new Division(validation, test, seed); // refuses shares that leave nothing
        }

        Reading reading(int different) {
            int tested = Division.part(test, different);
            int validated = Division.part(validation, different);
            return new Reading(steps, vocabulary, different - tested - validated, validated, tested, seed);
        }
    }

    @Override
    public List<String> own(Config config) {
        return List.of(config.folder());
    }

    @Override
    public Data open(Config config, Files files) {
        ClassFolders folders = ClassFolders.in(files.own(config.folder()), List.of(".txt"));
        Digest digest = new Digest("text 1").add(config.each() + " " + config.tokens());
        List<Text> texts = new ArrayList<>();
        folders.files()
                .forEach((name, paths) -> paths.forEach(path -> {
                    String content = Utf8.read(path);
                    digest.add(name).add(content);
                    texts.addAll(texts(config, name, path, content));
                }));
        Corpus corpus = new Corpus("text", Corpus.Labelled.TEXT, folders.classes(), texts);
        return corpus.data(config.reading(corpus.different(config.steps())), digest);
    }

    private static List<Text> texts(Config config, String label, Path path, String content) {
        return switch (config.each()) {
            case FILE -> List.of(new Text(path.toString(), config.tokens().tokens(content), List.of(label)));
            case LINE -> {
                List<Text> texts = new ArrayList<>();
                String[] lines = content.split("\\R", -1);
                for (int line = 0; line < lines.length; line++) {
                    if (!lines[line].isBlank()) {
                        texts.add(new Text(
                                path + ":" + (line + 1), config.tokens().tokens(lines[line]), List.of(label)));
                    }
                }
                yield texts;
            }
        };
    }
}
