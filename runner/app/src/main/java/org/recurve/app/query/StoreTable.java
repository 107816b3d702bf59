package org.recurve.app.query;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.api.event.PluginCode;
import org.recurve.storage.record.StudyName;
import org.recurve.storage.sql.SqlTable;
import org.recurve.storage.sql.SqlTable.SqlColumn;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;
import org.recurve.storage.view.TrialView;

/** Names a table in which SQL can ask about a store, in long form: one row a number, so that its columns never depend on the studies. */
public enum StoreTable {
    STUDIES(
            "Studies, each as its latest run planned it.",
            StoreTable::studies,
            text("study", "its name"),
            text("derived_from", "the study that --set or --seed changed to get this one; empty if none"),
            text("question", "what it asks"),
            time("started", "when its latest run began"),
            whole("planned", "trials that its latest run planned"),
            whole("finished", "those that finished"),
            whole("imported", "those that others produced and nobody reproduced here")),
    TRIALS(
            "Trials that began, under the name of each study that planned them.",
            StoreTable::trials,
            text("trial", "its identity, sha256:…"),
            text("study", "a study that planned it"),
            text("variant", "which variant of the study it is"),
            text("task", "on which task; empty if the study has one"),
            whole("seed", "its seed"),
            text("status", "finished, diverged, failed, interrupted or running"),
            text("trust", "own, verified or imported"),
            time("started", "when it began"),
            number("seconds", "how long it took; null while it has not ended"),
            whole("selected_epoch", "the epoch whose metrics count"),
            text("digest", "of its final state; empty while it has not ended"),
            text("reason", "why it did not finish; empty if it did")),
    METRICS(
            "Metrics of trials at their selected epoch.",
            StoreTable::metrics,
            text("trial", "the trial's identity"),
            text("study", "a study that planned it"),
            text("variant", "the trial's variant"),
            text("task", "the trial's task"),
            whole("seed", "the trial's seed"),
            text("metric", "the metric with its split: test.accuracy"),
            number("value", "its value")),
    SETTINGS(
            "Settings of trials by the paths of experiment files.",
            StoreTable::settings,
            text("trial", "the trial's identity"),
            text("setting", "its path: train.optimizer.learning-rate"),
            text("text", "its value, if it is not a number: adam"),
            number("number", "its value, if it is a number")),
    EPOCHS(
            "Metrics of trials after each epoch.",
            StoreTable::epochs,
            text("trial", "the trial's identity"),
            whole("epoch", "the epoch, from 1"),
            whole("step", "steps taken by its end"),
            text("metric", "the metric with its split: validation.loss"),
            number("value", "its value")),
    STEPS(
            "Quantities of trials at each step: the loss of the batch, the norm of the gradient, and what is watched.",
            StoreTable::steps,
            text("trial", "the trial's identity"),
            whole("step", "the step"),
            text("quantity", "loss, gradient-norm, or the name of what is watched"),
            number("value", "its value")),
    EVENTS(
            "What happened in trials, in order, steps left out.",
            StoreTable::events,
            text("trial", "the trial's identity"),
            whole("position", "its place among the trial's events"),
            text("kind", "started, epoch, checkpoint, artifact or ended"),
            whole("step", "after which step; null where there is none"),
            text("about", "the status, the artifact's name, or the digest of the state")),
    ARTIFACTS(
            "What plugins and the engine recorded to look at.",
            StoreTable::artifacts,
            text("trial", "the trial's identity"),
            text("artifact", "the name under which it was recorded"),
            text("kind", "what it is: curve, image, text …"),
            whole("step", "after which step")),
    PLUGINS(
            "Plugins that trials used.",
            StoreTable::plugins,
            text("trial", "the trial's identity"),
            text("plugin", "the plugin's ID"),
            text("version", "id@version, or the digest of its code in a jar"),
            text("jar", "the digest of the jar that it came from; empty if it is built in"),
            text("whole_jar", "why all of the jar counts as its code; empty if it does not")),
    PROVENANCE(
            "What trials were made with, one row a property.",
            StoreTable::provenance,
            text("trial", "the trial's identity"),
            text("property", "recurve, arithmetic, data, or a property of the machine"),
            text("value", "what it was")),
    TAGS(
            "Tags of studies and of trials.",
            StoreTable::tags,
            text("study", "the study that has it; empty if a trial has it"),
            text("trial", "the trial's identity; empty if a study has it"),
            text("tag", "the tag")),
    NOTES(
            "Notes on studies and on trials.",
            StoreTable::notes,
            text("study", "the study that it is about; empty if it is about a trial"),
            text("trial", "the trial's identity; empty if it is about a study"),
            text("note", "its text"));

    private final String comment;
    private final Function<StoreReader, Stream<Object[]>> rows;
    private final List<SqlColumn> columns;

    StoreTable(String comment, Function<StoreReader, Stream<Object[]>> rows, SqlColumn... columns) {
        this.comment = comment;
        this.rows = rows;
        this.columns = List.of(columns);
    }

    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String comment() {
        return comment;
    }

    public List<SqlColumn> columns() {
        return columns;
    }

    /** Returns all tables, with the rows of a store. */
    public static List<SqlTable> all(StoreReader reader) {
        return Stream.of(values())
                .map(table -> new SqlTable(table.title(), table.columns, () -> table.rows.apply(reader)))
                .toList();
    }

    private static SqlColumn text(String name, String comment) {
        return new SqlColumn(name, "varchar", comment);
    }

    private static SqlColumn whole(String name, String comment) {
        return new SqlColumn(name, "bigint", comment);
    }

    private static SqlColumn number(String name, String comment) {
        return new SqlColumn(name, "double precision", comment);
    }

    private static SqlColumn time(String name, String comment) {
        return new SqlColumn(name, "timestamp(9) with time zone", comment);
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Stream<Object[]> studies(StoreReader reader) {
        return reader.studies().stream()
                .map(study -> row(
                        study.study(),
                        StudyName.of(study.study()).origin().orElse(""),
                        study.question(),
                        study.started(),
                        study.planned(),
                        study.trials().getOrDefault(Event.Status.FINISHED, 0),
                        study.imported()));
    }

    private static Stream<Object[]> trials(StoreReader reader) {
        return trials(reader.results(), reader);
    }

    /** Returns the rows of these trials, in their order. */
    static Stream<Object[]> trials(List<TrialResult> results, StoreReader reader) {
        Map<String, TrialView> planned = results.stream()
                .map(TrialResult::study)
                .distinct()
                .flatMap(study -> reader.study(study).stream())
                .flatMap(study -> study.trials().stream())
                .collect(Collectors.toMap(TrialView::id, Function.identity(), (first, _) -> first, HashMap::new));
        return results.stream()
                .map(result -> trial(
                        result,
                        planned.computeIfAbsent(
                                result.id(), other -> reader.trial(other).orElseThrow())));
    }

    private static Object[] trial(TrialResult named, TrialView view) {
        return new Object[] {
            named.id(),
            named.study(),
            named.variant(),
            named.task(),
            named.seed(),
            word(named.status()),
            named.trust().word(),
            view.started(),
            view.measured().map(took -> took.toNanos() / 1e9),
            view.selectedEpoch(),
            view.digest(),
            view.reason()
        };
    }

    private static Stream<Object[]> metrics(StoreReader reader) {
        return reader.results().stream()
                .flatMap(trial -> trial.metrics().names().all().stream()
                        .filter(metric -> trial.metric(metric).isPresent())
                        .map(metric -> row(
                                trial.id(),
                                trial.study(),
                                trial.variant(),
                                trial.task(),
                                trial.seed(),
                                metric,
                                trial.metric(metric).getAsDouble())));
    }

    private static Stream<Object[]> settings(StoreReader reader) {
        return TrialSettings.of(each -> reader.configurations(_ -> true, each)).entrySet().stream()
                .flatMap(trial -> trial.getValue().values().entrySet().stream().map(setting -> new Object[] {
                    trial.getKey(),
                    setting.getKey(),
                    setting.getValue().text(),
                    setting.getValue().number().stream().boxed().findFirst()
                }));
    }

    private static Stream<Object[]> epochs(StoreReader reader) {
        return reader.epochs(reader.begun()).entrySet().stream()
                .flatMap(trial -> trial.getValue().stream().flatMap(epoch -> epoch(trial.getKey(), epoch)));
    }

    private static Stream<Object[]> epoch(String trial, EpochView epoch) {
        return epoch.metrics().entrySet().stream()
                .map(metric -> row(trial, epoch.epoch(), epoch.step(), metric.getKey(), metric.getValue()));
    }

    private static Stream<Object[]> steps(StoreReader reader) {
        Set<String> names = new HashSet<>();
        reader.stepNames(reader.begun()).values().forEach(names::addAll);
        return names.stream()
                .flatMap(name -> reader.steps(reader.withSteps(name), name).entrySet().stream())
                .flatMap(trial -> steps(trial.getKey(), trial.getValue()));
    }

    private static Stream<Object[]> steps(String trial, StepSeries series) {
        return IntStream.range(0, series.size())
                .mapToObj(i -> row(trial, series.steps()[i], series.name(), series.values()[i]));
    }

    private static Stream<Object[]> events(StoreReader reader) {
        return reader.begun().stream().sorted().flatMap(trial -> {
            TrialHistory history = new TrialHistory(trial);
            reader.events(trial, history::add);
            return history.rows().stream();
        });
    }

    private static Stream<Object[]> artifacts(StoreReader reader) {
        return reader.begun().stream()
                .sorted()
                .flatMap(trial -> reader.artifacts(trial).stream()
                        .map(artifact -> row(
                                trial,
                                artifact.name(),
                                artifact.artifact()
                                        .getClass()
                                        .getSimpleName()
                                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                                        .toLowerCase(Locale.ROOT),
                                artifact.step())));
    }

    private static Stream<Object[]> plugins(StoreReader reader) {
        return views(reader)
                .flatMap(trial -> trial.provenance().plugins().entrySet().stream()
                        .map(plugin -> row(
                                trial.id(),
                                plugin.getKey(),
                                plugin.getValue(),
                                String.join(
                                        ", ", trial.provenance().strangers().getOrDefault(plugin.getKey(), List.of())),
                                trial.provenance().code().getOrDefault(plugin.getKey(), List.of()).stream()
                                        .map(PluginCode::whole)
                                        .filter(why -> !why.isEmpty())
                                        .collect(Collectors.joining(", ")))));
    }

    private static Stream<Object[]> provenance(StoreReader reader) {
        return views(reader)
                .flatMap(trial -> Stream.concat(
                        Stream.of(
                                row(trial.id(), "recurve", trial.provenance().recurve()),
                                row(
                                        trial.id(),
                                        "arithmetic",
                                        String.valueOf(trial.provenance().arithmetic())),
                                row(trial.id(), "data", trial.provenance().dataDigest())),
                        trial.provenance().machine().entrySet().stream()
                                .map(property -> row(trial.id(), property.getKey(), property.getValue()))));
    }

    private static Stream<Object[]> tags(StoreReader reader) {
        return reader.labels().targets().entrySet().stream()
                .flatMap(target -> target.getValue().tags().stream().map(tag -> labelled(target.getKey(), tag)));
    }

    private static Stream<Object[]> notes(StoreReader reader) {
        return reader.labels().targets().entrySet().stream()
                .filter(target -> !target.getValue().note().isEmpty())
                .map(target -> labelled(target.getKey(), target.getValue().note()));
    }

    private static Object[] labelled(String target, String text) {
        boolean trial = target.startsWith("sha256:");
        return row(trial ? "" : target, trial ? target : "", text);
    }

    private static Stream<TrialView> views(StoreReader reader) {
        return reader.begun().stream().sorted().flatMap(trial -> reader.trial(trial).stream());
    }
}
