package org.recurve.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.recurve.app.display.Row;
import org.recurve.app.display.Table;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.StudySummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve list}: the studies of a store. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the studies of the store, latest first.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final Common common = new Common();

    @Override
    public Integer call() {
        try (Store store = common.open()) {
            Reader reader = store.reader();
            List<StudySummary> studies = reader.studies();
            if (common.json()) {
                common.print(studies.stream().map(ListCommand::plain).toList());
            } else {
                List<List<String>> rows = new ArrayList<>(List.of(List.of("study", "started", "trials", "question")));
                studies.forEach(study ->
                        rows.add(List.of(study.study(), study.started().toString(), trials(study), study.question())));
                common.out().println(Table.of(rows));
            }
            reader.damages().forEach(damage -> common.err().println("warning: " + damage));
        }
        return 0;
    }

    private static String trials(StudySummary study) {
        String states = statuses(study).entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return "of " + study.planned() + ": " + (states.isEmpty() ? "none begun" : states)
                + (study.isBounded() ? "; bounded by " + study.bounds() : "");
    }

    private static Map<String, Integer> statuses(StudySummary study) {
        Map<String, Integer> statuses = new TreeMap<>();
        study.trials().forEach((status, count) -> statuses.put(Row.word(status), count));
        return statuses;
    }

    private static Map<String, Object> plain(StudySummary study) {
        return Map.of(
                "study", study.study(),
                "question", study.question(),
                "started", study.started().toString(),
                "planned", study.planned(),
                "bounded", study.isBounded() ? study.bounds() : "",
                "trials", statuses(study));
    }
}
