package org.recurve.app.execution;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.text.ResultText;
import picocli.CommandLine.ExitCode;

/** Shows the results of a study, as text or as JSON. */
record ResultOutput(CommonOptions commonOptions) {
    /** Shows results and no report. */
    void show(
            Experiment experiment,
            List<String> answer,
            List<DisplayRow> rows,
            Map<String, Boolean> expectations,
            List<String> damages,
            List<String> notes) {
        if (commonOptions.json()) {
            commonOptions.print(plain(experiment, answer, rows, expectations, damages, notes));
        } else {
            ResultText.print(
                    commonOptions.out(), experiment.study(), experiment.question(), answer, rows, expectations);
        }
    }

    /** Shows results whether or not the report can be written, which is thrown after them. */
    void show(
            Experiment experiment,
            List<String> answer,
            List<DisplayRow> rows,
            Map<String, Boolean> expectations,
            List<String> damages,
            List<String> notes,
            Supplier<Path> report) {
        if (!commonOptions.json()) {
            show(experiment, answer, rows, expectations, damages, notes);
            commonOptions.line("report: " + report.get());
            return;
        }
        Path written;
        try {
            written = report.get();
        } catch (RuntimeException e) {
            show(experiment, answer, rows, expectations, damages, notes);
            throw e;
        }
        Map<String, Object> plain = plain(experiment, answer, rows, expectations, damages, notes);
        plain.put("report", written.toString());
        commonOptions.print(plain);
    }

    private static Map<String, Object> plain(
            Experiment experiment,
            List<String> answer,
            List<DisplayRow> rows,
            Map<String, Boolean> expectations,
            List<String> damages,
            List<String> notes) {
        return new TreeMap<>(Map.of(
                "study",
                experiment.study(),
                "answer",
                answer,
                "trials",
                rows.stream().map(DisplayRow::plain).toList(),
                "expectations",
                expectations,
                DamageReport.KEY,
                damages,
                "notes",
                notes));
    }

    /** Returns the exit code: 0 if every trial finished, and every expectation held. */
    static int code(List<DisplayRow> rows, Map<String, Boolean> expectations) {
        boolean good = rows.stream().allMatch(row -> row.isFinished() || row.status() == Status.INTERRUPTED)
                && expectations.values().stream().allMatch(held -> held);
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
