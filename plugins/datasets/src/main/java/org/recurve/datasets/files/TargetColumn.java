package org.recurve.datasets.files;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.table.Decimal;

/** Gathers the targets of a table, row by row. */
final class TargetColumn {
    private static final int CLASSES = Short.MAX_VALUE;

    private final TargetKind kind;
    private final Decimal decimal;
    private final FloatRows values = new FloatRows(1);
    private final Map<String, Integer> found = new HashMap<>();

    TargetColumn(TargetKind kind, Decimal decimal) {
        this.kind = kind;
        this.decimal = decimal;
    }

    /** Takes the target of a table's present row, which stands in this column. */
    void add(CsvRows table, int column) {
        values.add(
                switch (kind) {
                    case CLASSES -> number(table, column);
                    case NUMBERS -> value(table, column);
                });
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
            case NUMBERS -> new MemoryExamples.Targets(Shape.SCALAR, List.of(), values);
        };
    }

    private MemoryExamples.Targets classes() {
        List<String> classes = found.keySet().stream().sorted().toList();
        int[] place = new int[classes.size()];
        found.forEach((name, number) -> place[number] = Collections.binarySearch(classes, name));
        return new MemoryExamples.Targets(Shape.SCALAR, classes, (example, into, offset) -> {
            values.read(example, into, offset);
            into[offset] = place[(int) into[offset]];
        });
    }
}
