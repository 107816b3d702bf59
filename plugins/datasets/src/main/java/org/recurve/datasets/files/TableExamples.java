package org.recurve.datasets.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.data.TableColumn;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.memory.FloatRows;
import org.recurve.datasets.memory.IntRow;
import org.recurve.datasets.table.ColumnKind;
import org.recurve.datasets.table.ColumnValues;
import org.recurve.datasets.table.Decimal;
import org.recurve.datasets.table.Missing;
import org.recurve.datasets.table.TableInputs;

/** Gathers the examples of tables, row by row: of one that is divided, and of those that are splits by themselves. */
final class TableExamples {
    /** Fewer rows may be numbered by chance. */
    private static final int FEWEST_COUNTED = 10;

    private static final int MOST_NAMED = 10;

    private final CsvDataset.Config config;
    private final Map<CsvDataset.Config, ExampleDigest> digests = new LinkedHashMap<>();
    private final TargetColumn targets;
    private final Map<String, Integer> groups = new HashMap<>();
    private final IntRow groupOf = new IntRow();
    private final IntRow splitOf = new IntRow();
    private final List<FloatRows> inputs = new ArrayList<>();
    private final List<TableSequences> sequences = new ArrayList<>();
    private final boolean given;
    private final Optional<InputForm> learnt;
    private final Decimal decimal;
    private List<ColumnValues> columns = List.of();
    private final BitSet counting = new BitSet();
    private final BitSet filled = new BitSet();
    private float[] begun = new float[0];

    /**
     * Begins without a row.
     *
     * @param learnt how a model reads columns that learnt from others; empty if this is what is learnt from
     */
    TableExamples(CsvDataset.Config config, Optional<InputForm> learnt) {
        this.config = config;
        this.learnt = learnt;
        this.decimal = config.decimal().orElse(Decimal.POINT);
        this.targets = new TargetColumn(
                config.answers(),
                decimal,
                1 + config.moreTargets().map(List::size).orElse(0));
        this.given = config.split().isPresent()
                || config.validationFile().isPresent()
                || config.testFile().isPresent();
        List<CsvDataset.Config> all = learnt.isEmpty() ? config.folds() : List.<CsvDataset.Config>of();
        (all.isEmpty() ? List.of(config) : all)
                .forEach(fold -> digests.put(fold, new ExampleDigest("csv 2").add(fold.digested())));
    }

    /**
     * Reads a table.
     *
     * @param split of all its rows, by its place in {@link Data#SPLITS}; {@link Division#FREE} if they are divided
     */
    void read(Path file, int split) {
        try (CsvRows table = CsvRows.open(file, config.separator())) {
            int[] target = targets(table).stream().mapToInt(i -> i).toArray();
            if (inputs.isEmpty()) {
                config.sequence()
                        .ifPresent(column -> sequences.add(new TableSequences(
                                table.column(column),
                                target[0],
                                config.targetOf().orElse(TargetScope.STEP))));
                columns = values(table);
                inputs.add(new FloatRows(columns.size()));
            }
            table.names().forEach(this::digest);
            rows(table, target, split);
        }
    }

    private List<Integer> targets(CsvRows table) {
        List<Integer> columns = new ArrayList<>(List.of(table.column(config.target())));
        config.moreTargets().ifPresent(names -> names.forEach(name -> columns.add(table.column(name))));
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new InvalidSetting(
                    "target and more-targets name a column of " + table.file() + " twice; name each once");
        }
        return columns;
    }

    private void rows(CsvRows table, int[] target, int split) {
        FloatRows all = inputs.getFirst();
        int before = all.size();
        int[] places =
                columns.stream().mapToInt(values -> table.column(values.name())).toArray();
        Optional<Integer> group = config.group().map(table::column);
        Optional<Integer> named = config.split().map(table::column);
        float[] row = new float[places.length];
        while (table.next()) {
            for (int i = 0; i < places.length; i++) {
                int place = places[i];
                row[i] = columns.get(i).read(table.value(place), () -> table.where(place));
                if (!Float.isNaN(row[i])) {
                    filled.set(i);
                }
            }
            count(row, all.size());
            all.add(row);
            targets.add(table, target);
            sequences.forEach(gathered -> gathered.add(table));
            group.ifPresent(
                    column -> groupOf.add(groups.computeIfAbsent(table.label(column, "group"), _ -> groups.size())));
            if (given) {
                splitOf.add(named.map(column -> split(table, column)).orElse(split));
            }
            table.values().forEach(this::digest);
        }
        if (all.size() == before) {
            throw table.noRows();
        }
    }

    /** Keeps in mind which columns count the rows. */
    private void count(float[] row, int number) {
        if (number == 0) {
            counting.set(0, row.length);
            begun = row.clone();
        }
        for (int i = counting.nextSetBit(0); i >= 0; i = counting.nextSetBit(i + 1)) {
            counting.set(i, row[i] == begun[i] + number && columns.get(i).column() instanceof TableColumn.Measured);
        }
    }

    /** Warns of columns without a value, and of those that say where a row stands, such as other programs write in front of a table. */
    private Data.Remarks remarks(Data data, int rows) {
        List<String> warnings = new ArrayList<>(data.remarks().warnings());
        if (rows >= FEWEST_COUNTED && sequences.isEmpty() && learnt.isEmpty()) {
            counting.stream()
                    .mapToObj(i -> columns.get(i).name())
                    .forEach(name -> warnings.add(titled(name)
                            + " counts the rows, and is an input like others; if it says nothing, leave it out with"
                            + " leave-out: [" + (name.isEmpty() ? "''" : name) + "]"));
        }
        IntStream.range(0, columns.size())
                .filter(i -> !filled.get(i) && learnt.isEmpty())
                .mapToObj(i -> columns.get(i).name())
                .limit(MOST_NAMED)
                .forEach(name -> warnings.add(titled(name)
                        + " has no value in any row, and is an input like others; leave it out with leave-out: ["
                        + (name.isEmpty() ? "''" : name) + "]"));
        return new Data.Remarks(data.remarks().notes(), warnings);
    }

    private static String titled(String column) {
        return "the column " + (column.isEmpty() ? "without a name" : column);
    }

    private static int split(CsvRows table, int column) {
        int split = Data.SPLITS.indexOf(table.values().get(column));
        if (split < 0) {
            throw new InvalidSetting(table.file() + ":" + table.line() + " column "
                    + table.names().get(column) + ": \"" + table.values().get(column)
                    + "\" is no split; write train, validation or test");
        }
        return split;
    }

    private List<ColumnValues> values(CsvRows table) {
        Map<String, ColumnKind> kinds = new HashMap<>();
        config.oneHot().ifPresent(names -> names.forEach(name -> add(table, name, ColumnKind.ONE_HOT, kinds)));
        config.dates().ifPresent(names -> names.forEach(name -> add(table, name, ColumnKind.DATE, kinds)));
        config.index().ifPresent(names -> names.forEach(name -> add(table, name, ColumnKind.INDEX, kinds)));
        Missing missing = config.missing().orElse(Missing.REFUSE);
        Function<String, ColumnValues> own =
                name -> new ColumnValues(name, kinds.getOrDefault(name, ColumnKind.NUMBER), missing, decimal);
        if (learnt.orElse(null) instanceof InputForm.Table known) {
            return known.columns().stream()
                    .map(column -> ColumnValues.of(column, decimal))
                    .toList();
        }
        if (learnt.orElse(null) instanceof InputForm.Columns known) {
            return known.names().stream().map(own).toList();
        }
        List<String> inputs = inputs(table);
        refuseOthers(table, kinds.keySet(), inputs);
        config.index()
                .ifPresent(_ -> inputs.stream()
                        .filter(name -> kinds.get(name) != ColumnKind.INDEX)
                        .findFirst()
                        .ifPresent(name -> {
                            throw new InvalidSetting(
                                    "index makes numbers of categories for an embedding, which reads nothing else,"
                                            + " and the column " + name + " of " + table.file()
                                            + " is not among them; add it to index, leave it out with leave-out: ["
                                            + name
                                            + "], or use one-hot instead of index");
                        }));
        return inputs.stream().map(own).toList();
    }

    private static void add(CsvRows table, String name, ColumnKind kind, Map<String, ColumnKind> kinds) {
        String column = table.names().get(table.column(name));
        if (kinds.put(column, kind) != null) {
            throw new InvalidSetting("the column " + column + " is named twice; a column holds dates or categories");
        }
    }

    private static void refuseOthers(CsvRows table, Set<String> named, List<String> inputs) {
        named.stream().filter(name -> !inputs.contains(name)).findFirst().ifPresent(name -> {
            throw new InvalidSetting("one-hot, index and dates say what inputs hold, and the column " + name + " of "
                    + table.file() + " is none; remove it from them");
        });
    }

    private List<String> inputs(CsvRows table) {
        Set<Integer> out =
                new HashSet<>(config.leaveOut().stream().map(table::column).toList());
        out.addAll(targets(table));
        List.of(config.sequence(), config.group(), config.split())
                .forEach(column -> column.map(table::column).ifPresent(out::add));
        List<String> left = IntStream.range(0, table.names().size())
                .filter(column -> !out.contains(column))
                .mapToObj(table.names()::get)
                .toList();
        if (left.isEmpty()) {
            throw new InvalidSetting(
                    table.file() + " has no column left as input; its columns are " + String.join(", ", table.names()));
        }
        return left;
    }

    private void digest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digests.values().forEach(digest -> digest.add(bytes));
    }

    /** Returns the settings that this reading serves: all folds, if there are such. */
    Set<CsvDataset.Config> folds() {
        return digests.keySet();
    }

    /**
     * Returns all examples, once for each fold; ends this gathering.
     *
     * @param fold one of {@link #folds}
     */
    Data data(CsvDataset.Config fold) {
        ExampleDigest digest = Objects.requireNonNull(digests.get(fold));
        FloatRows rows = inputs.getFirst();
        TableInputs table = learnt.orElse(null) instanceof InputForm.Table known
                ? new TableInputs(columns, rows::read, known.columns())
                : new TableInputs(columns, rows::read);
        ExampleReader reader = table.isPlain() ? rows::read : table::read;
        MemoryExamples examples = sequences.isEmpty()
                ? new MemoryExamples(rows.size(), Shape.of(table.width()), reader, targets.targets())
                : sequences.getFirst().examples(reader, table.width(), targets.targets());
        Data data = examples.data("csv", division(fold, examples, digest), digest);
        if (learnt.isEmpty()) {
            table.fit(data);
        }
        Optional<Scaling> scaling = config.scale().flatMap(scale -> scale.fit(data, table.isUnscaled()));
        List<Field> fields = data.fields().stream()
                .map(field -> field.name().equals(Field.INPUT)
                        ? new Field(field.name(), field.shape(), table.classes())
                        : field)
                .toList();
        return new Data(fields, data.splits(), data.digest(), form(table, scaling), remarks(data, rows.size()));
    }

    private Optional<InputForm> form(TableInputs table, Optional<Scaling> scaling) {
        if (!sequences.isEmpty()) {
            return scaling.map(fitted -> new InputForm.Numbers(Optional.of(fitted)));
        }
        boolean plain = table.isPlain()
                && config.separator().isEmpty()
                && config.decimal().isEmpty();
        return Optional.of(
                plain
                        ? new InputForm.Columns(
                                columns.stream().map(ColumnValues::name).toList(), scaling)
                        : new InputForm.Table(
                                table.columns(),
                                config.separator()
                                        .map(separator -> String.valueOf(separator.sign()))
                                        .orElse(""),
                                decimal.sign(),
                                scaling));
    }

    private Division division(CsvDataset.Config fold, MemoryExamples examples, ExampleDigest digest) {
        Division division = new Division(config.division()).fold(fold.fold());
        if (given) {
            division = division.given(splitOf.toArray());
        }
        return config.group().isPresent()
                ? division.byGroup(groupOf.toArray())
                : examples.stratified(fold.stratification(), division, "csv", digest);
    }
}
