package org.recurve.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.recurve.app.display.ResultTable;
import org.recurve.app.display.Row;

/** The result of a study as text. */
final class Results {
    private Results() {}

    static void print(
            PrintWriter out, String study, String question, List<Row> rows, Map<String, Boolean> expectations) {
        out.println(question.isEmpty() ? study : study + ": " + question);
        if (!rows.isEmpty()) {
            out.println(ResultTable.of(rows));
        }
        rows.stream()
                .filter(row -> !row.reason().isEmpty())
                .forEach(row -> out.println(row.title() + " " + Row.word(row.status()) + ": " + row.reason()));
        expectations.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> out.println((e.getValue() ? "held:   " : "MISSED: ") + e.getKey()));
    }
}
