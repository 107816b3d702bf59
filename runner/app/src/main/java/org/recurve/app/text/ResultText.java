package org.recurve.app.text;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.display.CountText;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.display.ResultTable;
import org.recurve.app.display.TerminalText;
import org.recurve.storage.record.StudyName;

/** The result of a study as text. */
public final class ResultText {
    private ResultText() {}

    /** Says how many of these results are only what others say; empty if none is. */
    static Optional<String> imported(String study, List<DisplayRow> rows) {
        long imported = rows.stream().filter(DisplayRow::isImported).count();
        return imported == 0
                ? Optional.empty()
                : Optional.of("imported, and not reproduced here: " + imported + " of "
                        + CountText.of(rows.size(), "trial") + "; recurve verify " + study
                        + " runs them again, run --trust verified retrains them");
    }

    /**
     * Prints a study's question, its answer in a few sentences, and the numbers behind them.
     *
     * @param answer as the report says it
     */
    public static void print(
            PrintWriter out,
            String study,
            String question,
            List<String> answer,
            List<DisplayRow> rows,
            Map<String, Boolean> expectations) {
        out.println(TerminalText.line(question.isEmpty() ? study : study + ": " + question));
        StudyName name = StudyName.of(study);
        name.origin()
                .ifPresent(origin -> out.println(
                        TerminalText.line("derived from " + origin + " by " + String.join(", ", name.changes()))));
        answer.forEach(sentence -> out.println(TerminalText.line(sentence.replace('\u00a0', ' '))));
        if (!rows.isEmpty()) {
            out.println(ResultTable.of(rows));
        }
        imported(study, rows).map(TerminalText::line).ifPresent(out::println);
        rows.stream()
                .filter(row -> !row.reason().isEmpty())
                .forEach(row -> out.println(
                        TerminalText.line(row.title() + " " + DisplayRow.word(row.status()) + ": " + row.reason())));
        expectations.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> out.println(TerminalText.line((e.getValue() ? "held:   " : "MISSED: ") + e.getKey())));
    }
}
