package org.recurve.datasets.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.memory.IntRow;

/** Gathers the sequences of a table whose rows are steps: rows that follow each other under one name. */
final class TableSequences {
    private final int column;
    private final int target;
    private final TargetScope scope;
    private final Map<String, Integer> lastLines = new HashMap<>();
    private final IntRow lengths = new IntRow();
    private String present = "";
    private String answer = "";
    private int begun;
    private int steps;

    /**
     * Begins without a row.
     *
     * @param column of the sequences' names
     * @param target the column of the targets
     */
    TableSequences(int column, int target, TargetScope scope) {
        this.column = column;
        this.target = target;
        this.scope = scope;
        if (column == target) {
            throw new InvalidSetting("target and sequence are one column; the target is what is to be predicted, the"
                    + " sequence names which rows belong together");
        }
    }

    /** Takes the table's present row as the next step. */
    void add(CsvRows table) {
        String name = table.values().get(column);
        if (name.isEmpty()) {
            throw new InvalidSetting(where(table, column) + ": there is no value, so the row is a step of no sequence;"
                    + " write the name of its sequence, or remove the row");
        }
        if (steps == 0 || !name.equals(present)) {
            begin(table, name);
        }
        String now = table.values().get(target);
        if (scope == TargetScope.SEQUENCE && !now.equals(answer)) {
            throw new InvalidSetting(where(table, target) + " is \"" + now + "\", but \"" + answer
                    + "\" where sequence " + name + " begins in line " + begun + "; with target-of: sequence all rows"
                    + " of a sequence agree in their target: correct the row, or write target-of: step");
        }
        steps++;
        lastLines.put(name, table.line());
    }

    private void begin(CsvRows table, String name) {
        Integer last = lastLines.get(name);
        if (last != null) {
            throw new InvalidSetting(where(table, column) + " goes on with sequence " + name
                    + ", whose last row so far is line " + last + "; let the rows of a sequence follow each other, in"
                    + " the order of its steps");
        }
        end();
        present = name;
        answer = table.values().get(target);
        begun = table.line();
    }

    private void end() {
        if (steps > 0) {
            lengths.add(steps);
        }
        steps = 0;
    }

    private static String where(CsvRows table, int column) {
        return table.file() + ":" + table.line() + " column " + table.names().get(column);
    }

    /** Returns the sequences; ends this gathering. */
    MemoryExamples examples(ExampleReader rows, int width, MemoryExamples.Targets targets) {
        end();
        int[] counts = lengths.toArray();
        int[] starts = StepRows.startsOf(counts);
        int longest = StepRows.longest(counts);
        ExampleReader length = (example, into, offset) -> into[offset] = counts[example];
        return new MemoryExamples(
                counts.length,
                Shape.of(longest, width),
                new StepRows(rows, starts, counts, width, longest),
                switch (scope) {
                    case STEP ->
                        targets.of(Shape.of(longest), new StepRows(targets.values(), starts, counts, 1, longest));
                    case SEQUENCE ->
                        targets.of(
                                Shape.SCALAR,
                                (example, into, offset) -> targets.values().read(starts[example], into, offset));
                },
                Optional.of(length));
    }
}
