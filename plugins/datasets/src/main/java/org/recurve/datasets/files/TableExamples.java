package org.recurve.datasets.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;

/** Gathers the examples of tables, row by row: of one that is divided, and of those that are splits by themselves. */
final class TableExamples {
    private final CsvDataset.Config config;
    private final ExampleDigest digest = new ExampleDigest("csv 2");
    private final TargetColumn targets;
    private final Map<String, Integer> groups = new HashMap<>();
    private final IntStream.Builder groupOf = IntStream.builder();
    private final IntStream.Builder splitOf = IntStream.builder();
    private final List<FloatRows> inputs = new ArrayList<>();
    private final List<TableSequences> sequences = new ArrayList<>();
    private final boolean given;
    private List<String> columns = List.of();

    TableExamples(CsvDataset.Config config) {
        this.config = config;
        this.targets = new TargetColumn(config.answers());
        this.given = config.split().isPresent()
                || config.validationFile().isPresent()
                || config.testFile().isPresent();
        digest.add(config.digested());
    }

    /**
     * Reads a table.
     *
     * @param split of all its rows, by its place in {@link Data#SPLITS}; {@link Division#FREE} if they are divided
     */
    void read(Path file, int split) {
        try (CsvRows table = CsvRows.open(file)) {
            int target = table.column(config.target());
            if (inputs.isEmpty()) {
                config.sequence()
                        .ifPresent(column -> sequences.add(new TableSequences(
                                table.column(column), target, config.targetOf().orElse(TargetScope.STEP))));
                columns = inputs(table);
                inputs.add(new FloatRows(columns.size()));
            }
            table.names().forEach(digest::add);
            rows(table, target, split);
        }
    }

    private void rows(CsvRows table, int target, int split) {
        FloatRows all = inputs.getFirst();
        int before = all.size();
        int[] places = columns.stream().mapToInt(table::column).toArray();
        Optional<Integer> group = config.group().map(table::column);
        Optional<Integer> named = config.split().map(table::column);
        float[] row = new float[places.length];
        while (table.next()) {
            for (int i = 0; i < places.length; i++) {
                row[i] = table.number(places[i]);
            }
            all.add(row);
            targets.add(table, target);
            sequences.forEach(gathered -> gathered.add(table));
            group.ifPresent(
                    column -> groupOf.add(groups.computeIfAbsent(table.label(column, "group"), _ -> groups.size())));
            if (given) {
                splitOf.add(named.map(column -> split(table, column)).orElse(split));
            }
            table.values().forEach(digest::add);
        }
        if (all.size() == before) {
            throw table.noRows();
        }
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

    private List<String> inputs(CsvRows table) {
        Set<Integer> out =
                new HashSet<>(config.leaveOut().stream().map(table::column).toList());
        out.add(table.column(config.target()));
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

    /** Returns all examples; ends this gathering. */
    Data data() {
        FloatRows rows = inputs.getFirst();
        MemoryExamples examples = sequences.isEmpty()
                ? new MemoryExamples(rows.size(), Shape.of(columns.size()), rows, targets.targets())
                : sequences.getFirst().examples(rows, columns.size(), targets.targets());
        Data data = examples.data("csv", division(examples), digest);
        Optional<Scaling> scaling = config.scale().flatMap(scale -> scale.fit(data, Scaling.Axis.LAST, columns.size()));
        Optional<InputForm> form = sequences.isEmpty()
                ? Optional.of(new InputForm.Columns(columns, scaling))
                : scaling.map(fitted -> new InputForm.Numbers(Optional.of(fitted)));
        return new Data(data.fields(), data.splits(), data.digest(), form);
    }

    private Division division(MemoryExamples examples) {
        Division division = new Division(config.division());
        if (config.stratify().isPresent()) {
            division = division.byClass(examples.classes());
        }
        if (config.group().isPresent()) {
            division = division.byGroup(groupOf.build().toArray());
        }
        return given ? division.given(splitOf.build().toArray()) : division;
    }
}
