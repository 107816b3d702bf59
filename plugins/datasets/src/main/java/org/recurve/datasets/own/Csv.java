package org.recurve.datasets.own;

import java.util.List;
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
import org.recurve.datasets.Digest;

/**
 * A table of one's own, comma-separated, in UTF-8: the first line names the columns, each line below it is an example.
 *
 * <p>{@code input} is [columns], the numbers of all columns but the target's and those left out, in the file's order;
 * {@code target} a class, named by the values that occur, sorted, or a number. Nothing is scaled.
 */
@Plugin(id = "csv", version = 1, summary = "a table of comma-separated values, a row an example")
public final class Csv implements Dataset<Csv.Config> {
    /** The settings. */
    public record Config(
            @Doc("the file, below the folder that --data names") @Main
            String file,

            @Doc("the column to be predicted") String target,

            @Doc("what that column holds: classes or numbers") @Default("classes")
            Answers answers,

            @Doc("columns that are neither input nor target") @Default("[]")
            List<String> leaveOut,

            @Doc("the share of all rows kept for validation") @Default("0.1") @Min(0) @Below(1)
            double validation,

            @Doc("the share of all rows kept for the test") @Default("0.1") @Min(0) @Below(1)
            double test,

            @Doc("which row falls into which split; independent of a trial's seed") @Default("0")
            long seed) {
        public Config {
            leaveOut = List.copyOf(leaveOut);
            new Division(validation, test, seed); // refuses shares that leave nothing
        }

        Division division() {
            return new Division(validation, test, seed);
        }
    }

    @Override
    public List<String> own(Config config) {
        return List.of(config.file());
    }

    @Override
    public Data open(Config config, Files files) {
        CsvTable table = CsvTable.read(files.own(config.file()));
        int target = table.column(config.target());
        List<Integer> out = config.leaveOut().stream().map(table::column).toList();
        int[] columns = IntStream.range(0, table.names().size())
                .filter(column -> column != target && !out.contains(column))
                .toArray();
        if (columns.length == 0) {
            throw new InvalidSetting(
                    table.file() + " has no column left as input; its columns are " + String.join(", ", table.names()));
        }
        Digest digest = new Digest("csv 1").add(config.toString());
        table.rows().forEach(row -> row.values().forEach(digest::add));
        return new Arrays(
                        Shape.of(columns.length),
                        table.rows().stream()
                                .map(row -> numbers(table, row, columns))
                                .toList(),
                        targets(config.answers(), table, target))
                .data("csv", config.division(), digest);
    }

    private static float[] numbers(CsvTable table, CsvTable.Row row, int[] columns) {
        float[] numbers = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            numbers[i] = table.number(row, columns[i]);
        }
        return numbers;
    }

    private static Arrays.Targets targets(Answers answers, CsvTable table, int column) {
        return switch (answers) {
            case CLASSES -> classes(table, column);
            case NUMBERS ->
                new Arrays.Targets(
                        Shape.SCALAR,
                        List.of(),
                        table.rows().stream()
                                .map(row -> new float[] {table.number(row, column)})
                                .toList());
        };
    }

    private static Arrays.Targets classes(CsvTable table, int column) {
        List<String> found =
                table.rows().stream().map(row -> row.values().get(column)).toList();
        List<String> classes = found.stream().distinct().sorted().toList();
        return new Arrays.Targets(
                Shape.SCALAR,
                classes,
                found.stream().map(name -> new float[] {classes.indexOf(name)}).toList());
    }
}
