package org.recurve.datasets.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.InputFiles;
import org.recurve.api.data.InputForm;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.scaling.Scale;

/**
 * A table of one's own, comma-separated, in UTF-8: the first line names the columns, each line below it is an example.
 *
 * <p>{@code input} is [columns], the numbers of all columns but the target's and those left out, in the file's order;
 * {@code target} a class, named by the values that occur, sorted, or a number. With {@code scale}, each column of the input is scaled by
 * its numbers in the training split, and the model reads new rows so; without it nothing is scaled. An empty value is refused, except in columns that are left out.
 *
 * <p>With {@code sequence}, each line is a step of the sequence that this column names, and an example is a sequence: {@code
 * input} is [steps, columns] with room for the longest, 0 past its end; {@code length} its number of steps; {@code target}
 * [steps], or one for the whole sequence.
 */
@Plugin(id = "csv", version = 2, summary = "a table of comma-separated values, a row an example")
public final class CsvDataset implements Dataset<CsvDataset.Config>, InputFiles {
    /** The settings. */
    public record Config(
            @Doc("the file, below the folder that --data names") @Main
            String file,

            @Doc("the column to be predicted") String target,

            @Doc("what that column holds: classes or numbers") @Default("classes")
            TargetKind answers,

            @Doc("columns that are neither input nor target") @Default("[]")
            List<String> leaveOut,

            @Doc("the share of all rows kept for validation, or from 1 on their number") @Default("0.1") @Min(0)
            double validation,

            @Doc("the share of all rows kept for the test, or from 1 on their number") @Default("0.1") @Min(0)
            double test,

            @Doc("which row falls into which split; independent of a trial's seed") @Default("0")
            long seed,

            @Doc("the column that names the sequence of which a row is a step; the steps of a sequence stand together,"
                    + " in order")
            Optional<String> sequence,

            @Doc("what the target column is about, where rows are steps: each step, or the whole sequence, whose rows"
                    + " then agree in it; step if left out")
            Optional<TargetScope> targetOf,

            @Doc(
                    "how each column of the input is scaled, by its numbers in the training split alone: standard, to mean 0"
                            + " and standard deviation 1; unit, from 0 to 1; none if left out")
            Optional<Scale> scale,

            @Doc("whether each split gets its share of every class, as near as whole rows allow; no if left out")
            Optional<Boolean> stratify,

            @Doc("the column of the rows' groups, such as a person or a house: no group is in two splits")
            Optional<String> group,

            @Doc(
                    "the column that says which split each row is of: train, validation or test; validation, test and seed then"
                            + " decide nothing")
            Optional<String> split,

            @Doc(
                    "a table of its own for validation, with the same columns in any order; no row of the first is then kept for"
                            + " it")
            Optional<String> validationFile,

            @Doc(
                    "a table of its own for the test, with the same columns in any order; no row of the first is then kept for"
                            + " it")
            Optional<String> testFile) {
        public Config {
            leaveOut = List.copyOf(leaveOut);
            scale = Scale.chosen(scale);
            stratify = stratify.filter(given -> given);
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
            refuseTogether(split, "split", group, "group");
            refuseTogether(split, "split", stratify, "stratify");
            refuseTogether(split, "split", validationFile, "validation-file");
            refuseTogether(split, "split", testFile, "test-file");
            refuseTogether(group, "group", stratify, "stratify");
            refuseTogether(sequence, "sequence", split, "split");
            refuseTogether(sequence, "sequence", group, "group");
            refuseTogether(sequence, "sequence", validationFile, "validation-file");
            refuseTogether(sequence, "sequence", testFile, "test-file");
            if (targetOf.isPresent() && sequence.isEmpty()) {
                throw new InvalidSetting("target-of is about rows that are steps of sequences; name the column of their"
                        + " sequence with sequence, or remove target-of");
            }
        }

        /** With a row an example. */
        Config(
                String file,
                String target,
                TargetKind answers,
                List<String> leaveOut,
                double validation,
                double test,
                long seed) {
            this(
                    file,
                    target,
                    answers,
                    leaveOut,
                    validation,
                    test,
                    seed,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        private static void refuseTogether(Optional<?> one, String name, Optional<?> other, String otherName) {
            if (one.isPresent() && other.isPresent()) {
                throw new InvalidSetting(name + " and " + otherName + " cannot be had together; remove one of them");
            }
        }

        /** Returns the settings as digests have always had them. */
        String digested() {
            return "Config[file=" + file + ", target=" + target + ", answers=" + answers + ", leaveOut=" + leaveOut
                    + ", validation=" + validation + ", test=" + test + ", seed=" + seed
                    + sequence.map(column -> ", sequence=" + column).orElse("")
                    + targetOf.map(scope -> ", targetOf=" + scope).orElse("")
                    + scale.map(how -> ", scale=" + how).orElse("")
                    + stratify.map(_ -> ", stratify").orElse("")
                    + group.map(column -> ", group=" + column).orElse("")
                    + split.map(column -> ", split=" + column).orElse("")
                    + validationFile.map(path -> ", validationFile=" + path).orElse("")
                    + testFile.map(path -> ", testFile=" + path).orElse("") + "]";
        }

        SplitRule division() {
            return new SplitRule(validation, test, seed);
        }
    }

    @Override
    public List<String> own(Config config) {
        List<String> files = new ArrayList<>(List.of(config.file()));
        config.validationFile().ifPresent(files::add);
        config.testFile().ifPresent(files::add);
        return files;
    }

    @Override
    public Data open(Config config, Files files) {
        TableExamples examples = new TableExamples(config);
        examples.read(files.own(config.file()), Division.FREE);
        config.validationFile().ifPresent(file -> examples.read(files.own(file), Data.SPLITS.indexOf(Data.VALIDATION)));
        config.testFile().ifPresent(file -> examples.read(files.own(file), Data.SPLITS.indexOf(Data.TEST)));
        return examples.data();
    }

    @Override
    public List<String> endings() {
        return List.of(".csv");
    }

    /** The model's columns are found by their names, in any order; others may be there and are not read. */
    @Override
    public List<float[]> read(Path file, Field input, Optional<InputForm> form) {
        try (CsvRows table = CsvRows.open(file)) {
            int[] columns = form.orElse(null) instanceof InputForm.Columns named
                    ? named.names().stream().mapToInt(table::column).toArray()
                    : IntStream.range(0, table.names().size()).toArray();
            if (columns.length != input.shape().size()) {
                throw new InvalidSetting(file + " has " + columns.length + " columns, but an input of this model is "
                        + input.shape() + " numbers");
            }
            List<float[]> rows = new ArrayList<>();
            while (table.next()) {
                float[] row = new float[columns.length];
                for (int i = 0; i < columns.length; i++) {
                    row[i] = table.number(columns[i]);
                }
                rows.add(row);
            }
            if (rows.isEmpty()) {
                throw table.noRows();
            }
            return rows;
        }
    }
}
