package org.recurve.datasets.files;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.memory.FloatRows;
import org.recurve.datasets.table.Decimal;

/** Gathers the targets of a table, row by row, of one column or of several. */
final class TargetColumn {
    private static final int CLASSES = Short.MAX_VALUE;

    private final TargetKind kind;
    private final Decimal decimal;
    private final FloatRows values;
    private final int count;
    private final Map<String, Integer> found = new HashMap<>();
    private List<String> labels = List.of();

    /**
     * Begins without a row.
     *
     * @param count how many columns each row has a target in
     */
    TargetColumn(TargetKind kind, Decimal decimal, int count) {
        this.kind = kind;
        this.decimal = decimal;
        this.count = count;
        this.values = new FloatRows(count);
    }

    /** Takes the targets of a table's present row, which stand in these columns. */
    void add(CsvRows table, int... columns) {
        labels = kind == TargetKind.LABELS && labels.isEmpty()
                ? IntStream.of(columns).mapToObj(table.names()::get).toList()
                : labels;
        float[] row = new float[count];
        for (int i = 0; i < count; i++) {
            row[i] = switch (kind) {
                case CLASSES -> number(table, columns[i]);
                case NUMBERS -> value(table, columns[i]);
                case LABELS -> LabelSets.holds(table, columns[i]) ? 1 : 0;
            };
        }
        values.add(row);
    }

    private float value(CsvRows table, int column) {
        float value = decimal.parse(table.value(column));
        if (Float.isNaN(value)) {
            throw new InvalidSetting(table.where(column) + ": \"" + table.value(column) + "\" is not a finite number; "
                    + decimal.hint(table.value(column)).orElse("correct it, or remove the row"));
        }
        return value;
    }

    /** Returns the number of the row's class among those found so far. */
    private int number(CsvRows table, int column) {
        int number = found.computeIfAbsent(table.label(column, "class"), _ -> found.size());
        if (number == CLASSES) {
            throw new InvalidSetting(table.file() + " column " + table.names().get(column) + " has more than " + CLASSES
                    + " classes; if it holds numbers, write answers: numbers");
        }
        return number;
    }

    /** Returns all targets; classes are sorted by name. */
    MemoryExamples.Targets targets() {
        return switch (kind) {
            case CLASSES -> classes();
            case NUMBERS -> new MemoryExamples.Targets(shape(), List.of(), values::read);
            case LABELS -> new MemoryExamples.Targets(Shape.of(count), List.of(), labels, values::read);
        };
    }

    private MemoryExamples.Targets classes() {
        List<String> classes = found.keySet().stream().sorted().toList();
        int[] place = new int[classes.size()];
        found.forEach((name, number) -> place[number] = Collections.binarySearch(classes, name));
        return new MemoryExamples.Targets(shape(), classes, (example, into, offset) -> {
            values.read(example, into, offset);
            for (int i = offset; i < offset + count; i++) {
                into[i] = place[(int) into[i]];
            }
        });
    }

    private Shape shape() {
        return count == 1 ? Shape.SCALAR : Shape.of(count);
    }
}
