package org.recurve.datasets.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.TableColumn;

/** The inputs of a table: a number for each value, spread as its column says. Reading is safe from several threads once they are fitted. */
public final class TableInputs {
    private final List<ColumnValues> values;
    private final RawRow raw;
    private final List<int[]> places;
    private List<TableColumn> columns;

    /** Reads the numbers of a row, one a column. */
    @FunctionalInterface
    public interface RawRow {
        /** Writes them to {@code into} from {@code offset} on. */
        void read(int row, float[] into, int offset);
    }

    /** Begins when all values were read. */
    public TableInputs(List<ColumnValues> values, RawRow raw) {
        this.values = List.copyOf(values);
        this.raw = raw;
        this.columns = numbered(values.stream().map(ColumnValues::column).toList());
        this.places = values.stream().map(ColumnValues::places).toList();
    }

    /** Begins with columns as a model learnt to read them. */
    public TableInputs(List<ColumnValues> values, RawRow raw, List<TableColumn> learnt) {
        this(values, raw);
        this.columns = List.copyOf(learnt);
    }

    /** Returns the same, where values of categories are counted on from column to column. */
    private static List<TableColumn> numbered(List<TableColumn> columns) {
        List<TableColumn> numbered = new ArrayList<>();
        int first = 0;
        for (TableColumn column : columns) {
            if (column instanceof TableColumn.Indexed indexed) {
                numbered.add(new TableColumn.Indexed(indexed.name(), first, indexed.values()));
                first += indexed.values().size();
            } else {
                numbered.add(column);
            }
        }
        return List.copyOf(numbered);
    }

    /** Returns what each number of an input stands for, where all of them are categories by number; else none. */
    public List<String> classes() {
        return columns.stream()
                .flatMap(column -> column instanceof TableColumn.Indexed indexed
                        ? indexed.values().stream().map(value -> indexed.name() + "=" + value)
                        : Stream.empty())
                .toList();
    }

    /** Returns how many numbers an input has. */
    public int width() {
        return columns.stream().mapToInt(column -> column.features().size()).sum();
    }

    /** Returns how the columns are read. */
    public List<TableColumn> columns() {
        return columns;
    }

    /** Returns whether all columns hold numbers, none of them missing: then each is read as it is. */
    public boolean isPlain() {
        return columns.stream()
                .allMatch(column -> column instanceof TableColumn.Measured measured
                        && !measured.date()
                        && measured.missing().isEmpty());
    }

    /** Returns which numbers of an input are 0 or 1 by themselves: they are not scaled. */
    public boolean[] isUnscaled() {
        boolean[] unscaled = new boolean[width()];
        int at = 0;
        for (TableColumn column : columns) {
            int width = column.features().size();
            switch (column) {
                case TableColumn.Measured _ -> Arrays.fill(unscaled, at + 1, at + width, true);
                case TableColumn.Category _, TableColumn.Indexed _ -> Arrays.fill(unscaled, at, at + width, true);
            }
            at += width;
        }
        return unscaled;
    }

    /** Lets the means of the training split stand for what is missing; in columns that refuse that, nothing is. */
    public void fit(Data data) {
        if (columns.stream().noneMatch(TableInputs::mayMiss)) {
            return;
        }
        double[] sums = new double[width()];
        long[] counts = new long[width()];
        Examples train = data.split(Data.TRAIN);
        List<TableColumn> before = columns;
        columns = before.stream().map(column -> standing(column, Float.NaN)).toList();
        float[] input = new float[sums.length];
        for (int i = 0; i < train.size(); i++) {
            train.read(i, Field.INPUT, input, 0);
            for (int j = 0; j < input.length; j++) {
                if (!Float.isNaN(input[j])) {
                    sums[j] += input[j];
                    counts[j]++;
                }
            }
        }
        List<TableColumn> fitted = new ArrayList<>();
        int at = 0;
        for (TableColumn column : before) {
            fitted.add(standing(column, counts[at] == 0 ? 0 : (float) (sums[at] / counts[at])));
            at += column.features().size();
        }
        columns = List.copyOf(fitted);
    }

    private static boolean mayMiss(TableColumn column) {
        return column instanceof TableColumn.Measured measured
                && measured.missing().isPresent();
    }

    private static TableColumn standing(TableColumn column, float mean) {
        return column instanceof TableColumn.Measured measured
                        && measured.missing().isPresent()
                ? new TableColumn.Measured(measured.name(), measured.date(), Optional.of(mean), measured.indicator())
                : column;
    }

    /** Writes the numbers of a row's input. */
    public void read(int row, float[] into, int offset) {
        float[] numbers = new float[values.size()];
        raw.read(row, numbers, 0);
        int at = offset;
        for (int i = 0; i < numbers.length; i++) {
            at = spread(columns.get(i), numbers[i], places.get(i), into, at);
        }
    }

    private static int spread(TableColumn column, float number, int[] places, float[] into, int at) {
        switch (column) {
            case TableColumn.Measured measured -> {
                boolean isMissing = Float.isNaN(number);
                into[at] = isMissing ? measured.missing().orElseThrow() : number;
                if (measured.indicator()) {
                    into[at + 1] = isMissing ? 1 : 0;
                }
                return at + (measured.indicator() ? 2 : 1);
            }
            case TableColumn.Category category -> {
                int width = category.values().size();
                Arrays.fill(into, at, at + width, 0);
                into[at + places[(int) number]] = 1;
                return at + width;
            }
            case TableColumn.Indexed indexed -> {
                into[at] = indexed.first() + places[(int) number];
                return at + 1;
            }
        }
    }
}
