package org.recurve.datasets.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.files.CsvRows;
import org.recurve.datasets.files.NpyArray;
import org.recurve.datasets.pairs.SymbolRows.SideSettings;
import org.recurve.datasets.text.PackedWords;
import org.recurve.datasets.text.PlainTokens;
import org.recurve.datasets.text.TextLines;
import org.recurve.datasets.text.UnicodeText;

/**
 * Pairs of one's own, of which one becomes the other: a file in UTF-8 with a source and its target on each line, a tab between
 * them; two columns of a table; or two files, line by line; or an array with an input for each line of the targets, such as pictures and their captions.
 *
 * <p>The fields are those of {@link SymbolPairs}: {@code input} [steps] with {@code length}, or as the array has it; {@code target}
 * [steps] and {@code target-length}, an end symbol behind each target. Of lines that agree in their source, only the first counts.
 */
@Plugin(
        id = "pairs",
        version = 1,
        summary = "sequences that become other sequences, as in a translation: a pair a line")
public final class PairsDataset implements Dataset<PairsDataset.Config> {
    private static final String ARRAY = ".npy";

    /** The settings. */
    public record Config(
            @Doc("the file of the pairs, source and target with a tab between them, or of the sources alone; or an .npy"
                    + " file of inputs. Below the folder that --data names")
            @Main
            String file,

            @Doc(
                    "the file of the targets, if they are not beside their sources: line n belongs to line n of the sources")
            Optional<String> targets,

            @Doc(
                    "the columns of sources and of targets, if the file is a table whose first line names them, such as a CSV"
                            + " file: [english, german]")
            Optional<List<String>> columns,

            @Doc("how sources and targets are cut into symbols: words, blanks or characters") @Default("words")
            PlainTokens tokens,

            @Doc("how targets are cut, if otherwise than sources")
            Optional<PlainTokens> targetTokens,

            @Doc("source symbols that are known, the unknown one included; the most frequent of the training pairs")
            @Default("10000")
            @Min(2)
            int vocabulary,

            @Doc("target symbols that are known, the unknown one and the end symbol included") @Default("10000") @Min(3)
            int targetVocabulary,

            @Doc("symbols of a source there is room for; those of the longest if not given") @Min(1)
            Optional<Integer> inputSteps,

            @Doc("symbols of a target there is room for, besides the end symbol; those of the longest if not given")
            @Min(1)
            Optional<Integer> targetSteps,

            @Doc("the share of all pairs kept for validation") @Default("0.1") @Min(0) @Below(1)
            double validation,

            @Doc("the share of all pairs kept for the test") @Default("0.1") @Min(0) @Below(1)
            double test,

            @Doc("which pair falls into which split; independent of a trial's seed") @Default("0")
            long seed) {
        public Config {
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
            columns = columns.map(List::copyOf);
            if (columns.filter(names -> names.size() != 2).isPresent()) {
                throw new InvalidSetting("columns has " + columns.get().size()
                        + " names, but a pair is of two: the column of the sources and that of the targets");
            }
            if (columns.isPresent() && (targets.isPresent() || file.endsWith(ARRAY))) {
                throw new InvalidSetting("columns are those of one table, but "
                        + (targets.isPresent() ? "the targets have a file of their own" : "the file is an array")
                        + "; leave out one of them");
            }
            if (file.endsWith(ARRAY) && targets.isEmpty()) {
                throw new InvalidSetting(
                        "an array of inputs needs a file with a target for each of them; name it with" + " targets");
            }
        }
    }

    @Override
    public List<String> own(Config config) {
        List<String> files = new ArrayList<>(List.of(config.file()));
        config.targets().ifPresent(files::add);
        return files;
    }

    @Override
    public Data open(Config config, Files files) {
        // As before there were columns, where there are none.
        ExampleDigest digest =
                new ExampleDigest("pairs 1").add(config.toString().replace(", columns=Optional.empty", ""));
        SymbolPairs pairs = pairs(config, files, digest);
        int[] different = pairs.different();
        Map<String, int[]> splits =
                new SplitRule(config.validation(), config.test(), config.seed()).divide("pairs", different.length);
        splits.replaceAll(
                (_, chosen) -> IntStream.of(chosen).map(i -> different[i]).toArray());
        SideSettings source =
                new SideSettings("source", "input-steps", config.inputSteps(), config.vocabulary(), false);
        SideSettings target =
                new SideSettings("target", "target-steps", config.targetSteps(), config.targetVocabulary(), true);
        return pairs.data(splits, new SymbolPairs.PairSettings(source, target), digest);
    }

    private static SymbolPairs pairs(Config config, Files files, ExampleDigest digest) {
        Path file = files.own(config.file());
        PlainTokens tokens = config.targetTokens().orElse(config.tokens());
        if (config.columns().isPresent()) {
            return table(file, config.columns().get(), config.tokens(), tokens, digest);
        }
        if (config.targets().isEmpty()) {
            return beside(file, config.tokens(), tokens, digest);
        }
        Path targetFile = files.own(config.targets().get());
        PackedWords targets = new PackedWords();
        lines(targetFile, "target", tokens, targets, digest);
        IntFunction<String> where = row -> targetFile + ":" + (row + 1);
        if (config.file().endsWith(ARRAY)) {
            NpyArray arrays = NpyArray.read(file);
            demandAsMany(file, arrays.examples(), "inputs", targetFile, targets.rows());
            arrays.digest(digest);
            Shape shape = arrays.example().rank() == 0 ? Shape.of(1) : arrays.example();
            return new SymbolPairs(
                    Optional.empty(), Optional.of(new SymbolPairs.InputArrays(shape, arrays)), targets, where);
        }
        PackedWords sources = new PackedWords();
        lines(file, "source", config.tokens(), sources, digest);
        demandAsMany(file, sources.rows(), "lines", targetFile, targets.rows());
        return new SymbolPairs(Optional.of(sources), Optional.empty(), targets, where);
    }

    private static void demandAsMany(Path file, int count, String things, Path targetFile, int lines) {
        if (count != lines) {
            throw new InvalidSetting(file + " has " + count + " " + things + ", but " + targetFile + " " + lines
                    + " lines; line n of the targets belongs to number n of the sources: complete the shorter one");
        }
    }

    private static SymbolPairs beside(Path file, PlainTokens tokens, PlainTokens targetTokens, ExampleDigest digest) {
        PackedWords sources = new PackedWords();
        PackedWords targets = new PackedWords();
        TextLines.forEach(file, (line, number) -> {
            digest.add(line);
            String[] columns = UnicodeText.normalized(line).split("\t", -1);
            if (columns.length != 2) {
                throw new InvalidSetting(file + ":" + number + " has " + columns.length
                        + (columns.length == 1 ? " column" : " columns")
                        + ", but a line holds a source, a tab, and its target; write both, remove the line, or name a"
                        + " file of targets with targets");
            }
            add(sources, tokens, columns[0], file + ":" + number, "source");
            add(targets, targetTokens, columns[1], file + ":" + number, "target");
        });
        demandAny(file, targets);
        return new SymbolPairs(Optional.of(sources), Optional.empty(), targets, row -> file + ":" + (row + 1));
    }

    private static SymbolPairs table(
            Path file, List<String> names, PlainTokens tokens, PlainTokens targetTokens, ExampleDigest digest) {
        PackedWords sources = new PackedWords();
        PackedWords targets = new PackedWords();
        List<Integer> lines = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file, Optional.empty())) {
            int source = rows.column(names.getFirst());
            int target = rows.column(names.getLast());
            while (rows.next()) {
                digest.add(rows.value(source)).add(rows.value(target));
                add(sources, tokens, rows.value(source), rows.where(source), "source");
                add(targets, targetTokens, rows.value(target), rows.where(target), "target");
                lines.add(rows.line());
            }
            if (lines.isEmpty()) {
                throw rows.noRows();
            }
        }
        return new SymbolPairs(Optional.of(sources), Optional.empty(), targets, row -> file + ":" + lines.get(row));
    }

    private static void lines(Path file, String side, PlainTokens tokens, PackedWords rows, ExampleDigest digest) {
        TextLines.forEach(file, (line, number) -> {
            digest.add(line);
            add(rows, tokens, UnicodeText.normalized(line), file + ":" + number, side);
        });
        digest.add("");
        demandAny(file, rows);
    }

    private static void demandAny(Path file, PackedWords rows) {
        if (rows.rows() == 0) {
            throw new InvalidSetting(file + " is empty; a line holds a source, a tab, and its target, or one of them if"
                    + " the targets have a file of their own");
        }
    }

    private static void add(PackedWords rows, PlainTokens tokens, String text, String where, String side) {
        List<String> symbols = tokens.tokens(text);
        if (symbols.isEmpty() || text.isBlank()) {
            throw new InvalidSetting(
                    where + " has an empty " + side + "; write it, or remove the line" + " and what belongs to it");
        }
        rows.add(symbols);
    }
}
