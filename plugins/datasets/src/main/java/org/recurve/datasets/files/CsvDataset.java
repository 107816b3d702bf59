package org.recurve.datasets.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
import org.recurve.datasets.division.Fold;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.division.Stratification;
import org.recurve.datasets.division.StratifiedByDefault;
import org.recurve.datasets.scaling.Scale;
import org.recurve.datasets.table.ColumnValues;
import org.recurve.datasets.table.Decimal;
import org.recurve.datasets.table.Missing;
import org.recurve.datasets.table.Separator;
import org.recurve.datasets.table.TableInputs;

/**
 * A table of one's own, in UTF-8, gzipped if its name ends in .gz: the first line names the columns, each line below it is an example.
 *
 * <p>{@code input} is [numbers], those of all columns but the target's and those left out, in the file's order; with {@code one-hot} and {@code dates},
 * of dates and categories, too;
 * {@code target} a class, named by the values that occur, sorted, or a number; with {@code more-targets} [numbers], several of either, and
 * classes are those of all their columns. With {@code scale}, each column of the input is scaled by
 * its numbers in the training split, and the model reads new rows so; without it nothing is scaled. An empty value is refused, except in columns that are left out, and with {@code missing}.
 *
 * <p>With {@code sequence}, each line is a step of the sequence that this column names, and an example is a sequence: {@code
 * input} is [steps, columns] with room for the longest, 0 past its end; {@code length} its number of steps; {@code target}
 * [steps], or one for the whole sequence.
 *
 * <p>Numbers that take more than an eighth of the heap lie in a temporary file, so that a table may be larger than memory.
 */
@Plugin(id = "csv", version = 3, summary = "a table of values separated by commas or other signs, a row an example")
public final class CsvDataset
        implements Dataset<CsvDataset.Config>, InputFiles, StratifiedByDefault<CsvDataset.Config> {
    /** The settings. */
    public record Config(
            @Doc("the file, below the folder that --data names") @Main
            String file,

            @Doc("the column to be predicted") String target,

            @Doc(
                    "what that column holds: classes, numbers, or labels: whether the one that it is named after holds, 1 or 0")
            @Default("classes")
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

            @Doc(Stratification.DOC) Optional<Boolean> stratify,

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
            Optional<String> testFile,

            @Doc("what stands between values; if left out, a comma, or what the line of names has instead")
            Optional<Separator> separator,

            @Doc("the sign before a number's decimal places; a point if left out")
            Optional<Decimal> decimal,

            @Doc(
                    "what becomes of an input without a value (nothing, NA, N/A, NaN, null or ?; a number or date also by None or in other letters): refuse; mean, that of the"
                            + " training split; indicator, the mean and a second number that is 1; a category without a value is one"
                            + " of its own; refuse if left out")
            Optional<Missing> missing,

            @Doc(
                    "columns of the input that hold categories: each becomes a number for every value that occurs, 1 for its own and"
                            + " 0 for the others")
            Optional<List<String>> oneHot,

            @Doc(
                    "columns of the input that hold dates, as 2026-11-29 or 2026-11-29T13:45: each becomes the number of days"
                            + " since 1970")
            Optional<List<String>> dates,

            @Doc("further columns to be predicted: the target is then [numbers], that of target first")
            Optional<List<String>> moreTargets,

            @Doc(
                    "columns that hold categories, for an embedding: each is the number of its value among those of all of them; then"
                            + " they are the whole input")
            Optional<List<String>> index,

            @Doc(Fold.DOC) Optional<Fold> fold)
            implements StratifiedByDefault.Settings<Config> {
        public Config {
            leaveOut = List.copyOf(leaveOut);
            scale = Scale.chosen(scale);
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
            decimal = decimal.filter(sign -> sign != Decimal.POINT);
            missing = missing.filter(given -> given != Missing.REFUSE);
            oneHot = oneHot.map(List::copyOf);
            dates = dates.map(List::copyOf);
            moreTargets = moreTargets.map(List::copyOf).filter(names -> !names.isEmpty());
            refuseTogether(sequence, "sequence", moreTargets, "more-targets");
            index = index.map(List::copyOf).filter(names -> !names.isEmpty());
            refuseTogether(sequence, "sequence", index, "index");
            refuseTogether(scale, "scale", index, "index");
            refuseTogether(sequence, "sequence", missing, "missing");
            refuseTogether(fold, "fold", split, "split");
            refuseTogether(fold, "fold", testFile, "test-file");
            refuseTogether(split, "split", group, "group");
            Optional<Boolean> shares = stratify.filter(given -> given);
            refuseTogether(split, "split", shares, "stratify");
            refuseTogether(split, "split", validationFile, "validation-file");
            refuseTogether(split, "split", testFile, "test-file");
            refuseTogether(group, "group", shares, "stratify");
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
                    Optional.empty(),
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

        private boolean hasClassEach() {
            return answers == TargetKind.CLASSES
                    && moreTargets.isEmpty()
                    && split.isEmpty()
                    && group.isEmpty()
                    && (sequence.isEmpty()
                            || targetOf.filter(scope -> scope == TargetScope.SEQUENCE)
                                    .isPresent());
        }

        private boolean isDivided() {
            return Stratification.isDivided(
                    new SplitRule(validationFile.isPresent() ? 0 : validation, testFile.isPresent() ? 0 : test, seed),
                    fold);
        }

        /** Returns the settings as digests have always had them. */
        String digested() {
            return "Config[file=" + file + ", target=" + target + ", answers=" + answers + ", leaveOut=" + leaveOut
                    + ", validation=" + validation + ", test=" + test + ", seed=" + seed
                    + sequence.map(column -> ", sequence=" + column).orElse("")
                    + targetOf.map(scope -> ", targetOf=" + scope).orElse("")
                    + scale.map(how -> ", scale=" + how).orElse("")
                    + (stratification().holds() ? ", stratify" : "")
                    + group.map(column -> ", group=" + column).orElse("")
                    + split.map(column -> ", split=" + column).orElse("")
                    + validationFile.map(path -> ", validationFile=" + path).orElse("")
                    + testFile.map(path -> ", testFile=" + path).orElse("")
                    + separator.map(sign -> ", separator=" + sign).orElse("")
                    + decimal.map(sign -> ", decimal=" + sign).orElse("")
                    + missing.map(given -> ", missing=" + given).orElse("")
                    + oneHot.map(names -> ", oneHot=" + names).orElse("")
                    + dates.map(names -> ", dates=" + names).orElse("")
                    + moreTargets.map(names -> ", moreTargets=" + names).orElse("")
                    + index.map(names -> ", index=" + names).orElse("")
                    + fold.map(one -> ", " + one).orElse("") + "]";
        }

        SplitRule division() {
            return new SplitRule(validation, test, seed);
        }

        @Override
        public Stratification stratification() {
            return new Stratification(stratify, hasClassEach() && isDivided());
        }

        /** Returns the settings of all folds; none if these are of none. */
        List<Config> folds() {
            return fold.map(Fold::all).orElseGet(List::of).stream()
                    .map(one -> with(Optional.of(one)))
                    .toList();
        }

        Config with(Optional<Fold> chosen) {
            return with(stratify, chosen);
        }

        @Override
        public Config stratify(Optional<Boolean> asked) {
            return with(asked, fold);
        }

        private Config with(Optional<Boolean> asked, Optional<Fold> chosen) {
            return new Config(
                    file,
                    target,
                    answers,
                    leaveOut,
                    validation,
                    test,
                    seed,
                    sequence,
                    targetOf,
                    scale,
                    asked,
                    group,
                    split,
                    validationFile,
                    testFile,
                    separator,
                    decimal,
                    missing,
                    oneHot,
                    dates,
                    moreTargets,
                    index,
                    chosen);
        }
    }

    @Override
    public int stratifiedSince() {
        return 3;
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
        return read(config, files, Optional.empty()).data(config);
    }

    @Override
    public Data open(Config config, Files files, InputForm learnt) {
        return read(config, files, Optional.of(learnt)).data(config);
    }

    @Override
    public Map<Config, Supplier<Data>> openings(Config config, Files files) {
        TableExamples examples = read(config, files, Optional.empty());
        Map<Config, Supplier<Data>> openings = new HashMap<>();
        examples.folds().forEach(fold -> openings.put(fold, () -> examples.data(fold)));
        return openings;
    }

    private static TableExamples read(Config config, Files files, Optional<InputForm> learnt) {
        TableExamples examples = new TableExamples(config, learnt);
        examples.read(files.own(config.file()), Division.FREE);
        config.validationFile().ifPresent(file -> examples.read(files.own(file), Data.SPLITS.indexOf(Data.VALIDATION)));
        config.testFile().ifPresent(file -> examples.read(files.own(file), Data.SPLITS.indexOf(Data.TEST)));
        return examples;
    }

    @Override
    public List<String> endings() {
        return List.of(".csv", ".csv.gz", ".tsv");
    }

    /** The model's columns are found by their names, in any order; others may be there and are not read. */
    @Override
    public List<float[]> read(Path file, Field input, Optional<InputForm> form) {
        Optional<InputForm.Table> known =
                form.filter(InputForm.Table.class::isInstance).map(InputForm.Table.class::cast);
        try (CsvRows table = CsvRows.open(file, known.flatMap(read -> Separator.of(read.separator())))) {
            List<ColumnValues> values = values(form, table);
            TableInputs inputs = new TableInputs(
                    values,
                    (_, into, offset) -> {
                        for (int i = 0; i < values.size(); i++) {
                            int column = table.column(values.get(i).name());
                            into[offset + i] = values.get(i).read(table.value(column), () -> table.where(column));
                        }
                    },
                    known.map(InputForm.Table::columns)
                            .orElseGet(() ->
                                    values.stream().map(ColumnValues::column).toList()));
            if (inputs.width() != input.shape().size()) {
                throw new InvalidSetting(file + " has " + inputs.width() + " columns, but an input of this model is "
                        + input.shape() + " numbers");
            }
            List<float[]> rows = new ArrayList<>();
            while (table.next()) {
                float[] row = new float[inputs.width()];
                inputs.read(rows.size(), row, 0);
                rows.add(row);
            }
            if (rows.isEmpty()) {
                throw table.noRows();
            }
            return rows;
        }
    }

    /** Returns how a model reads the columns that it knows, or all of them as numbers. */
    private static List<ColumnValues> values(Optional<InputForm> form, CsvRows table) {
        if (form.orElse(null) instanceof InputForm.Table known) {
            return known.columns().stream()
                    .map(column -> ColumnValues.of(column, Decimal.of(known.decimal())))
                    .toList();
        }
        List<String> names = form.orElse(null) instanceof InputForm.Columns named ? named.names() : table.names();
        return names.stream().map(ColumnValues::ofNumbers).toList();
    }
}
