package org.recurve.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.recurve.app.display.CountText;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.display.TextTable;
import org.recurve.app.display.ValueText;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.query.TrialMatches;
import org.recurve.storage.Store;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.label.StoreLabels.TargetLabels;
import org.recurve.storage.record.StudyName;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudySummary;
import org.recurve.storage.view.TrialResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve list}: the studies of a store, or those of its trials that a condition holds of. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the studies of the store, latest first; with --where, trials.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = {
                "List the trials that this holds of, as in \"test.accuracy > 0.95 and variant = 'tiled'\".",
                "Metrics (at the selected epoch) and seed are compared with numbers by = != < <= > >=;",
                "study, variant, task, status, trust (own, verified, imported) and tag with texts by = and !=;",
                "and, or, not and ( ) put conditions together.",
                "So are settings, by the paths of experiment files: \"train.optimizer.learning-rate > 0.1\",",
                "\"conv1.sharing = 'tiled'\".",
                "Of a metric or setting that a trial lacks, nothing holds."
            })
    private Optional<String> where = Optional.empty();

    @Override
    public Integer call() {
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            if (where.isPresent()) {
                trials(where.get(), reader);
            } else {
                studies(reader);
            }
            return DamageReport.tell(reader.damages(), options);
        }
    }

    private void studies(StoreReader reader) {
        List<StudySummary> studies = reader.studies();
        StoreLabels labels = reader.labels();
        if (options.json()) {
            boolean sound = reader.damages().isEmpty();
            options.print(studies.stream()
                    .map(study -> plain(study, labels.of(study.study()), sound ? List.of() : damages(study, reader)))
                    .toList());
            return;
        }
        boolean tagged = studies.stream()
                .anyMatch(study -> !labels.of(study.study()).tags().isEmpty());
        List<String> head = new ArrayList<>(List.of("study", "started", "trials"));
        if (tagged) {
            head.add("tags");
        }
        head.add("question");
        List<List<String>> rows = new ArrayList<>(List.of(head));
        Set<String> names = studies.stream().map(StudySummary::study).collect(Collectors.toSet());
        Map<String, List<StudySummary>> derived = studies.stream()
                .filter(study -> origin(study, names).isPresent())
                .collect(Collectors.groupingBy(study -> origin(study, names).orElseThrow()));
        studies.stream().filter(study -> origin(study, names).isEmpty()).forEach(study -> {
            rows.add(row("", study, labels, tagged));
            derived.getOrDefault(study.study(), List.of()).forEach(each -> rows.add(row("  ", each, labels, tagged)));
        });
        options.out().println(TextTable.of(rows));
    }

    private List<String> row(String indent, StudySummary study, StoreLabels labels, boolean tagged) {
        List<String> row = new ArrayList<>(
                List.of(indent + study.study(), options.times().moment(study.started()), trials(study)));
        if (tagged) {
            row.add(String.join(", ", labels.of(study.study()).tags()));
        }
        row.add(study.question());
        return row;
    }

    /** Returns which of the store's studies the command line changed to get this one. */
    private static Optional<String> origin(StudySummary study, Set<String> names) {
        return StudyName.of(study.study()).origin().filter(names::contains);
    }

    private void trials(String where, StoreReader reader) {
        TrialMatches answer = TrialMatches.of(where, reader);
        List<TrialResult> found = answer.trials();
        List<String> metrics = answer.metrics();
        if (options.json()) {
            options.print(found.stream()
                    .map(trial -> plain(trial, metrics, reader.damages(Set.of(trial.id()))))
                    .toList());
            return;
        }
        List<String> head = new ArrayList<>(List.of("trial", "status", "hash"));
        head.addAll(metrics);
        List<List<String>> rows = new ArrayList<>(List.of(head));
        found.forEach(trial -> rows.add(row(trial, metrics)));
        options.out().println(TextTable.of(rows));
        options.out().println(found.size() + " of " + CountText.of(answer.all(), "trial"));
    }

    private static List<String> row(TrialResult trial, List<String> metrics) {
        List<String> row = new ArrayList<>(List.of(trial.title(), status(trial), trial.shortId()));
        metrics.forEach(metric -> row.add(trial.metric(metric).stream()
                .mapToObj(ValueText::of)
                .findFirst()
                .orElse("")));
        return row;
    }

    private static Map<String, Object> plain(TrialResult trial, List<String> metrics, List<String> damages) {
        Map<String, Double> asked = new TreeMap<>();
        metrics.forEach(metric -> trial.metric(metric).ifPresent(value -> asked.put(metric, value)));
        Map<String, Object> plain = new TreeMap<>(Map.of(
                "study",
                trial.study(),
                "variant",
                trial.variant(),
                "seed",
                trial.seed(),
                "status",
                DisplayRow.word(trial.status()),
                "id",
                trial.id(),
                "trust",
                trial.trust().word(),
                "metrics",
                asked,
                DamageReport.KEY,
                damages));
        if (!trial.task().isEmpty()) {
            plain.put("task", trial.task());
        }
        return plain;
    }

    private static String status(TrialResult trial) {
        String status = DisplayRow.word(trial.status());
        return trial.trust() == TrialTrust.OWN
                ? status
                : status + ", " + trial.trust().word();
    }

    private static String trials(StudySummary study) {
        String states = statuses(study).entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return "of " + study.planned() + ": " + (states.isEmpty() ? "none begun" : states)
                + (study.imported() == 0 ? "" : " (" + study.imported() + " imported)")
                + (study.isBounded() ? "; bounded by " + study.bounds() : "");
    }

    private static Map<String, Integer> statuses(StudySummary study) {
        Map<String, Integer> statuses = new TreeMap<>();
        study.trials().forEach((status, count) -> statuses.put(DisplayRow.word(status), count));
        return statuses;
    }

    private static List<String> damages(StudySummary study, StoreReader reader) {
        return reader.study(study.study()).map(reader::damages).orElse(List.of());
    }

    private static Map<String, Object> plain(StudySummary study, TargetLabels labels, List<String> damages) {
        Map<String, Object> plain = new TreeMap<>(plain(study, damages));
        plain.put("tags", List.copyOf(labels.tags()));
        plain.put("note", labels.note());
        return plain;
    }

    private static Map<String, Object> plain(StudySummary study, List<String> damages) {
        return Map.of(
                "study",
                study.study(),
                "derived-from",
                StudyName.of(study.study()).origin().orElse(""),
                "question",
                study.question(),
                "started",
                study.started().toString(),
                "planned",
                study.planned(),
                "bounded",
                study.isBounded() ? study.bounds() : "",
                "imported",
                study.imported(),
                "trials",
                statuses(study),
                DamageReport.KEY,
                damages);
    }
}
