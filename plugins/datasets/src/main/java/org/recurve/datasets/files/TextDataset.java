package org.recurve.datasets.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.division.Fold;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.division.Stratification;
import org.recurve.datasets.division.StratifiedByDefault;
import org.recurve.datasets.text.Corpus;
import org.recurve.datasets.text.LabelledText;
import org.recurve.datasets.text.PlainTokens;
import org.recurve.datasets.text.TextLines;
import org.recurve.datasets.text.TextSettings;
import org.recurve.datasets.text.UnicodeText;
import org.recurve.datasets.text.Utf8;

/**
 * Texts of one's own: a folder for each class, with files in UTF-8 that end in {@code .txt}, each a text or with a text on
 * each line, where blank lines are no texts; or a table with a text and its class, or its labels, in each row.
 *
 * <p>The fields are those of {@link Corpus}: {@code input} [steps] of word numbers, {@code length}, and {@code target}, the
 * class, in the order of the folders' names. Of texts that agree in all tokens that are read, only the first counts.
 *
 * <p>Texts are read in Unicode's normalization form C and without what is not seen: soft hyphens, joiners and other
 * default-ignorable characters; a zero-width space parts words, and non-breaking spaces are spaces.
 */
@Plugin(
        id = "text",
        version = 3,
        summary = "texts with classes: a folder of files for each class, or the rows of a table")
public final class TextDataset implements Dataset<TextDataset.Config>, StratifiedByDefault<TextDataset.Config> {
    /** Describes what makes a text. */
    public enum Each {
        FILE,
        LINE
    }

    /** The settings. */
    public record Config(
            @Doc("the folder that holds a folder for each class, or a table (.csv), below the folder that --data names")
            @Main
            String folder,

            @Doc("what a text is: a file, or a line of one") @Default("file")
            Each each,

            @Doc("how texts are cut: words, blanks or characters; soft hyphens and other ignorable"
                    + " characters are dropped")
            @Default("words")
            PlainTokens tokens,

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
            long seed,

            @Doc("the column of texts, where they stand in a table; text if left out")
            Optional<String> textColumn,

            @Doc("the column of their classes; label if left out")
            Optional<String> labelColumn,

            @Doc(
                    "what cuts texts in place of tokens, and learns from the training texts how: byte-pairs, or a plugin of your own;"
                            + " vocabulary is then how many tokens it may know; none if left out")
            Optional<Spec<Tokenizer<?>>> tokenizer,

            @Doc(Stratification.DOC) Optional<Boolean> stratify,

            @Doc(Fold.DOC) Optional<Fold> fold,

            @Doc(
                    "what a table says of its texts: classes, or labels of which a text may have several, or none; classes if left out")
            Optional<TargetKind> answers,

            @Doc(
                    "what stands between the labels of a text, for answers: labels: bar (cat|dog), semicolon, comma or blank; bar if left"
                            + " out")
            Optional<LabelSign> labelSign)
            implements StratifiedByDefault.Settings<Config> {
        public Config {
            answers = answers.filter(kind -> kind != TargetKind.CLASSES);
            if (answers.filter(kind -> kind == TargetKind.NUMBERS).isPresent()) {
                throw new InvalidSetting(
                        "text tells classes or labels of texts, and answers are numbers; write answers:"
                                + " labels, or remove it");
            }
            if (labelSign.isPresent() && answers.isEmpty()) {
                throw new InvalidSetting(
                        "label-sign is about texts with several labels; write answers: labels, or remove it");
            }
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
            if (tokenizer.isPresent() && tokens != PlainTokens.WORDS) {
                throw new InvalidSetting(
                        "tokens and tokenizer both say how texts are cut; remove tokens, or tokenizer");
            }
        }

        /** Takes class folders. */
        Config(
                String folder,
                Each each,
                PlainTokens tokens,
                int steps,
                int vocabulary,
                double validation,
                double test,
                long seed) {
            this(
                    folder,
                    each,
                    tokens,
                    steps,
                    vocabulary,
                    validation,
                    test,
                    seed,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        private boolean isSeveral() {
            return answers.isPresent();
        }

        private List<String> labels(String text) {
            return isSeveral()
                    ? labelSign.orElse(LabelSign.BAR).labels(text).distinct().toList()
                    : List.of(text);
        }

        TextSettings reading(int different) {
            int tested = SplitRule.part(test, different);
            int validated = SplitRule.part(validation, different);
            return new TextSettings(steps, vocabulary, different - tested - validated, validated, tested, seed);
        }

        @Override
        public Stratification stratification() {
            return new Stratification(
                    stratify,
                    answers.isEmpty() && Stratification.isDivided(new SplitRule(validation, test, seed), fold));
        }

        private List<Config> folds() {
            return Fold.each(fold, this, one -> with(stratify, Optional.of(one)));
        }

        @Override
        public Config stratify(Optional<Boolean> asked) {
            return with(asked, fold);
        }

        private Config with(Optional<Boolean> asked, Optional<Fold> chosen) {
            return new Config(
                    folder,
                    each,
                    tokens,
                    steps,
                    vocabulary,
                    validation,
                    test,
                    seed,
                    textColumn,
                    labelColumn,
                    tokenizer,
                    asked,
                    chosen,
                    answers,
                    labelSign);
        }
    }

    @Override
    public int stratifiedSince() {
        return 3;
    }

    @Override
    public List<String> own(Config config) {
        return List.of(config.folder());
    }

    @Override
    public Data open(Config config, Files files) {
        return reading(config, files).apply(config);
    }

    @Override
    public Map<Config, Supplier<Data>> openings(Config config, Files files) {
        return Fold.openings(config.folds(), reading(config, files));
    }

    /** Reads the texts, and returns what divides them by settings that differ in their fold alone. */
    private static Function<Config, Data> reading(Config config, Files files) {
        Path own = files.own(config.folder());
        ExampleDigest digest = new ExampleDigest("text 2").add(config.each() + " " + config.tokens());
        Corpus corpus = java.nio.file.Files.isRegularFile(own)
                ? ofTable(config, own, digest)
                : ofFolders(config, ClassFolders.in(own, List.of(".txt")), digest);
        return fold -> divided(fold, corpus, digest.copy());
    }

    private static Data divided(Config config, Corpus corpus, ExampleDigest digest) {
        TextSettings reading = config.reading(corpus.different(config.steps()));
        if (!config.stratification().holds() && config.fold().isEmpty()) {
            return corpus.data(reading, digest);
        }
        if (config.stratification().holds()) {
            digest.add("stratify");
        }
        config.fold().ifPresent(fold -> digest.add(fold.toString()));
        Division plain =
                new Division(new SplitRule(config.validation(), config.test(), config.seed())).fold(config.fold());
        Division division = config.stratification()
                .of(
                        plain,
                        one -> corpus.stratified(one, config.steps()),
                        "text",
                        corpus.different(config.steps()),
                        digest);
        return corpus.data(reading, digest, division);
    }

    private static Corpus ofFolders(Config config, ClassFolders folders, ExampleDigest digest) {
        if (config.textColumn().isPresent() || config.labelColumn().isPresent() || config.isSeveral()) {
            throw new InvalidSetting("text-column, label-column and answers are about a table, and " + config.folder()
                    + " is a folder; name a table, or remove them");
        }
        Corpus corpus = new Corpus("text", Corpus.Labelled.TEXT, folders.classes(), config.tokenizer());
        folders.files()
                .forEach((name, paths) -> paths.forEach(path -> {
                    digest.add(name);
                    switch (config.each()) {
                        case FILE -> addFile(config, name, path, digest, corpus);
                        case LINE -> addLines(config, name, path, digest, corpus);
                    }
                }));
        return corpus;
    }

    /** Reads a table twice: for the classes, and for the texts. */
    private static Corpus ofTable(Config config, Path table, ExampleDigest digest) {
        if (config.each() == Each.LINE) {
            throw new InvalidSetting(table + " is a table, of which each row is a text; remove each: line");
        }
        SortedSet<String> classes = new TreeSet<>();
        forEach(config, table, (_, _, label) -> classes.addAll(config.labels(label)));
        if (classes.isEmpty()) {
            throw new InvalidSetting(table + ": no row has a label; write labels into it, or name another column");
        }
        if (config.isSeveral()) {
            digest.add("labels");
            classes.forEach(digest::add);
        }
        Corpus.Labelled labelled = config.isSeveral() ? Corpus.Labelled.SEVERAL : Corpus.Labelled.TEXT;
        Corpus corpus = new Corpus("text", labelled, List.copyOf(classes), config.tokenizer());
        forEach(config, table, (where, text, label) -> {
            digest.add(label).add(text);
            corpus.add(new LabelledText(where, cut(config, UnicodeText.normalized(text)), config.labels(label)));
        });
        return corpus;
    }

    /** Takes a text of a table. */
    @FunctionalInterface
    private interface LabelledRow {
        void take(String where, String text, String label);
    }

    private static void forEach(Config config, Path table, LabelledRow taken) {
        try (CsvRows rows = CsvRows.open(table, Optional.empty())) {
            int text = LabelledFiles.column(rows, config.textColumn(), "text");
            int label = LabelledFiles.column(rows, config.labelColumn(), "label");
            boolean any = false;
            while (rows.next()) {
                any = true;
                taken.take(
                        rows.where(text),
                        rows.label(text, "text"),
                        config.isSeveral() ? rows.value(label) : rows.label(label, "class"));
            }
            if (!any) {
                throw rows.noRows();
            }
        }
    }

    private static void addFile(Config config, String label, Path path, ExampleDigest digest, Corpus corpus) {
        String content = Utf8.read(path);
        digest.add(content);
        corpus.add(new LabelledText(path.toString(), cut(config, UnicodeText.normalized(content)), List.of(label)));
    }

    /** Line by line: no character of another line changes what one is normalized to. */
    private static void addLines(Config config, String label, Path path, ExampleDigest digest, Corpus corpus) {
        TextLines.forEach(path, (line, number) -> {
            String normal = UnicodeText.normalized(line);
            List<String> tokens = cut(config, normal);
            if (!normal.isBlank() && !tokens.isEmpty()) {
                corpus.add(new LabelledText(path + ":" + number, tokens, List.of(label)));
            }
        });
        try {
            digest.add(path);
        } catch (IOException e) {
            throw Utf8.unreadable(path, e);
        }
    }

    @Override
    public List<String> tokens(Config config, String text) {
        return cut(config, UnicodeText.normalized(text));
    }

    @Override
    public List<String> tokens(Config config, String text, List<String> vocabulary) {
        List<String> pieces = tokens(config, text);
        return config.tokenizer()
                .map(learnt -> pieces.stream()
                        .map(Tokenizer.cutting(learnt, vocabulary))
                        .flatMap(List::stream)
                        .limit(config.steps())
                        .toList())
                .orElse(pieces);
    }

    @Override
    public Optional<List<String>> texts(Config config, Path table) {
        try (CsvRows rows = CsvRows.open(table, Optional.empty())) {
            int column = rows.column(config.textColumn().orElse("text"));
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.label(column, "text"));
            }
            if (texts.isEmpty()) {
                throw rows.noRows();
            }
            return Optional.of(List.copyOf(texts));
        }
    }

    private static List<String> cut(Config config, String text) {
        return config.tokenizer()
                .map(learning -> Tokenizer.pieces(learning, text, config.steps()))
                .orElseGet(() -> config.tokens().tokens(text, config.steps()).toList());
    }
}
