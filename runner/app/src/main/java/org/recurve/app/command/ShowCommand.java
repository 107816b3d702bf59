package org.recurve.app.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.app.display.CircuitText;
import org.recurve.app.display.ClassText;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.display.FieldDrawing;
import org.recurve.app.display.PictureText;
import org.recurve.app.display.ReachText;
import org.recurve.app.display.TextTable;
import org.recurve.app.display.TimeText;
import org.recurve.app.display.ValueText;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.inspect.ShownModel;
import org.recurve.app.inspect.UnitArgument;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.predict.WeightTable;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.text.GraphLevel;
import org.recurve.app.text.ResultText;
import org.recurve.engine.training.TracedPhase;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.reports.study.ReproducedTrials;
import org.recurve.reports.study.StoredQuestions;
import org.recurve.storage.Store;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.label.StoreLabels.TargetLabels;
import org.recurve.storage.view.ArtifactView;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve show ID}: a study with its results, trials with their course, what a unit sees, or a model as a graph. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show a study, a variant, a trial, a unit, or the graph of a model.")
final class ShowCommand implements Callable<Integer> {
    /** More trials than this make a study large. */
    private static final int LARGE = 200;

    /** Rows of a large study. */
    private static final int FIRST = 100;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Parameters(
            paramLabel = "ID",
            description =
                    "study[/variant][/seed], or the beginning of a trial's hash; an experiment file with --unit or"
                            + " --graph.")
    private String id = "";

    @Option(
            names = "--unit",
            paramLabel = "LAYER[INDEX]",
            description =
                    "Draw the receptive field of a unit, as of conv2[7,3,4]: which inputs it sees. Indices count from"
                            + " 0 along each axis of the layer's output; of maps, conv2[3,4] is that place in all"
                            + " channels. Of input[3,4] print from below which units of each layer it reaches.")
    private Optional<String> unit = Optional.empty();

    @Option(
            names = "--graph",
            paramLabel = "LEVEL",
            arity = "0..1",
            fallbackValue = GraphLevel.DEFAULT,
            description = "Print what the model becomes: its layers, its graph of operations, the gradient's graph, the"
                    + " schedule with what is fused and where values are stored, or the instructions; --graph alone"
                    + " prints the graph. Levels: " + GraphLevel.NAMES + ".")
    private Optional<String> graph = Optional.empty();

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Print this variant's graph instead of the baseline's.")
    private String variant = "";

    @Option(names = "--all", description = "Print a row for every trial of a large study, not only for the first 100.")
    private boolean all;

    @Option(
            names = "--weights",
            description = "Print what a trial learnt: norms, ranges, zeros and histograms of its kept weights.")
    private boolean weights;

    @Option(
            names = "--picture",
            paramLabel = "NAME",
            description = "Print a picture that a trial recorded, such as \"strongest patches\"; show names them.")
    private Optional<String> picture = Optional.empty();

    @Override
    public Integer call() {
        if (unit.isPresent()) {
            UnitArgument argument = UnitArgument.of(unit.get());
            if (argument.isInput()) {
                ReachText reach = argument.reach(id, options);
                if (options.json()) {
                    options.print(reach.plain());
                } else {
                    options.out().println(reach.text());
                }
                return 0;
            }
            FieldDrawing drawing = argument.of(id, options);
            if (options.json()) {
                options.print(drawing.plain());
            } else {
                options.out().println(drawing.text());
            }
            return 0;
        }
        if (graph.isPresent()) {
            return graph(GraphLevel.of(graph.get()));
        }
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            if (weights) {
                WeightTable.show(id, reader, options);
                return 0;
            }
            return switch (reader.find(id)) {
                case LookupResult.FoundStudy found
                when picture.isPresent() -> trials(found.study().trials(), reader);
                case LookupResult.FoundStudy found -> study(found.study(), reader);
                case LookupResult.FoundTrials found -> trials(found.trials(), reader);
                case LookupResult.NothingFound nothingFound -> {
                    DamageReport.tell(reader.damages(), options); // it may be what is damaged
                    throw StudyArguments.unknown(id, nothingFound);
                }
            };
        }
    }

    private int graph(GraphLevel level) {
        List<TracedPhase> phases = ShownModel.plan(id, variant, options).phases();
        if (options.json()) {
            options.print(Map.of(
                    "level", level.word(),
                    "phases",
                            phases.stream()
                                    .map(phase ->
                                            Map.of("name", phase.phase().name(), "lines", level.lines(phase.program())))
                                    .toList()));
            return 0;
        }
        for (TracedPhase phase : phases) {
            if (phases.size() > 1) {
                options.line("phase " + phase.phase().name());
            }
            level.lines(phase.program()).forEach(options::line);
        }
        return 0;
    }

    private int study(StudyView study, StoreReader reader) {
        List<String> damages = reader.damages(study);
        List<DisplayRow> rows = study.trials().stream().map(DisplayRow::of).toList();
        List<String> answer = StudyAnswer.of(study).lines();
        if (options.json()) {
            TargetLabels labels = reader.labels().of(study.study());
            options.print(Map.ofEntries(
                    Map.entry("tags", List.copyOf(labels.tags())),
                    Map.entry("note", labels.note()),
                    Map.entry("study", study.study()),
                    Map.entry("answer", answer),
                    Map.entry("question", study.question()),
                    Map.entry("started", study.started().toString()),
                    Map.entry("file", study.file()),
                    Map.entry("trials", rows.stream().map(DisplayRow::plain).toList()),
                    Map.entry("planned", study.plan().size()),
                    Map.entry("expectations", study.expectations()),
                    Map.entry(DamageReport.KEY, damages)));
            return DamageReport.tell(damages, options);
        }
        ResultText.print(options.out(), study.study(), study.question(), answer, rows, study.expectations());
        labels(reader.labels().of(study.study()));
        options.line("latest run " + course(study.started(), study.measured()));
        options.out().println();
        rows(study.trials());
        reproduced(study.trials());
        study.warnings().forEach(w -> options.line("warning: " + w.about() + ": " + w.message()));
        return DamageReport.tell(damages, options);
    }

    /** Prints what names each trial; of a large study only the first, since its results are in the means above. */
    private void rows(List<TrialView> trials) {
        int printed = all || trials.size() <= LARGE ? trials.size() : FIRST;
        List<List<String>> table = new ArrayList<>(List.of(List.of("trial", "status", "hash", "digest")));
        trials.stream()
                .limit(printed)
                .forEach(trial -> table.add(
                        List.of(DisplayRow.of(trial).title(), status(trial), trial.shortId(), trial.digest())));
        options.out().println(TextTable.of(table));
        if (printed < trials.size()) {
            options.line("… " + (trials.size() - printed) + " more (--all)");
        }
    }

    private int trials(List<TrialView> trials, StoreReader reader) {
        if (picture.isPresent()) {
            trials.forEach(trial -> picture(trial, picture.get(), reader));
            return 0;
        }
        if (options.json()) {
            options.print(trials.stream().map(trial -> plain(trial, reader)).toList());
        } else {
            trials.forEach(trial -> text(trial, reader));
        }
        return DamageReport.tell(
                reader.damages(trials.stream().map(TrialView::id).collect(Collectors.toSet())), options);
    }

    private void text(TrialView trial, StoreReader reader) {
        options.line(trial.study() + "/" + DisplayRow.of(trial).title() + "  " + status(trial) + "  " + trial.id());
        labels(reader.labels().of(trial.id()));
        reader.study(trial.study())
                .flatMap(study -> StoredQuestions.fold(study, trial.seed()))
                .ifPresent(options::line);
        options.line(course(trial.started(), trial.measured()));
        if (!trial.reason().isEmpty()) {
            options.line(trial.reason());
        }
        List<EpochView> epochs = reader.epochs(trial.id());
        List<String> metrics = epochs.stream()
                .flatMap(epoch -> epoch.metrics().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("epoch", "step"));
        head.addAll(metrics);
        table.add(head);
        for (EpochView epoch : epochs) {
            List<String> line = new ArrayList<>(List.of(String.valueOf(epoch.epoch()), String.valueOf(epoch.step())));
            metrics.forEach(metric -> line.add(ValueText.of(epoch.metrics().getOrDefault(metric, Double.NaN))));
            table.add(line);
        }
        options.out().println(TextTable.of(table));
        if (trial.selectedEpoch() >= 0) {
            options.line("selected epoch " + trial.selectedEpoch() + ": "
                    + new TreeMap<>(trial.metrics())
                            .entrySet().stream()
                                    .map(metric -> metric.getKey() + " " + ValueText.of(metric.getValue()))
                                    .collect(Collectors.joining(", ")));
            options.line("digest " + trial.digest());
            reproduced(List.of(trial));
        }
        ClassText.of(trial, reader).forEach(split -> options.out().println("\n" + split.text() + "\n"));
        circuits(trial, reader).forEach(circuit -> options.out().println("\n" + new CircuitText(circuit) + "\n"));
        SortedSet<String> pictures = pictures(trial, reader);
        if (!pictures.isEmpty()) {
            options.line("pictures " + String.join(", ", pictures) + " (--picture NAME)");
        }
        options.line("data " + trial.provenance().dataDigest());
        options.line("plugins " + new TreeMap<>(trial.provenance().plugins()));
        if (!trial.provenance().strangers().isEmpty()) {
            options.line("jars " + trial.provenance().strangers());
        }
        options.line("machine " + new TreeMap<>(trial.provenance().machine()));
        options.line("configuration " + trial.configuration());
        options.out().println();
    }

    private void picture(TrialView trial, String name, StoreReader reader) {
        List<ArtifactView> found = reader.artifacts(trial.id(), name);
        if (found.isEmpty()) {
            SortedSet<String> pictures = pictures(trial, reader);
            throw new UserError(Problem.of(
                    trial.study() + "/" + DisplayRow.of(trial).title() + " has no picture \"" + name + "\"",
                    pictures.isEmpty() ? "it recorded none" : "pictures: " + String.join(", ", pictures)));
        }
        Artifact artifact = found.getLast().artifact();
        options.line(trial.study() + "/" + DisplayRow.of(trial).title() + ": " + artifact.title());
        options.out().println();
        new PictureText(artifact).text().lines().forEach(options::line);
    }

    private static SortedSet<String> pictures(TrialView trial, StoreReader reader) {
        return reader.artifacts(trial.id()).stream()
                .map(ArtifactView::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void labels(TargetLabels labels) {
        if (!labels.tags().isEmpty()) {
            options.line("tags: " + String.join(", ", labels.tags()));
        }
        if (!labels.note().isEmpty()) {
            options.line("note: " + labels.note());
        }
    }

    /** {@code began today 14:02, took 3 min 20 s}. */
    private String course(Instant started, Optional<Duration> measured) {
        return "began " + options.times().moment(started)
                + measured.map(took -> ", took " + TimeText.duration(took)).orElse("");
    }

    /** {@code finished, imported}. */
    private static String status(TrialView trial) {
        String status = DisplayRow.word(trial.status());
        return trial.trust() == TrialTrust.OWN
                ? status
                : status + ", " + trial.trust().word();
    }

    private void reproduced(List<TrialView> trials) {
        ReproducedTrials.of(trials).ifPresent(it -> options.out().println(it.text()));
    }

    /** Returns what a trial with recurrences recorded of them. */
    private static List<Artifact.Circuit> circuits(TrialView trial, StoreReader reader) {
        return reader.artifacts(trial.id()).stream()
                .map(ArtifactView::artifact)
                .flatMap(artifact -> artifact instanceof Artifact.Circuit circuit ? Stream.of(circuit) : Stream.empty())
                .toList();
    }

    private static Map<String, Object> plain(TrialView trial, StoreReader reader) {
        Map<String, Object> plain = DisplayRow.of(trial).plain();
        plain.put("study", trial.study());
        plain.put("tags", List.copyOf(reader.labels().of(trial.id()).tags()));
        plain.put("note", reader.labels().of(trial.id()).note());
        plain.put("selected-epoch", trial.selectedEpoch());
        plain.put("configuration", trial.configuration());
        plain.put(
                "circuits",
                circuits(trial, reader).stream().map(ShowCommand::plain).toList());
        plain.put(
                "classes",
                ClassText.of(trial, reader).stream().map(ClassText::plain).toList());
        plain.put(DamageReport.KEY, reader.damages(Set.of(trial.id())));
        plain.put("reproductions", trial.reproductions().size());
        plain.put("data", trial.provenance().dataDigest());
        plain.put("plugins", trial.provenance().plugins());
        plain.put("jars", trial.provenance().strangers());
        plain.put("machine", trial.provenance().machine());
        plain.put(
                "epochs",
                reader.epochs(trial.id()).stream().map(ShowCommand::plain).toList());
        return plain;
    }

    private static Map<String, Object> plain(Artifact.Circuit circuit) {
        return Map.of(
                "title", circuit.title(),
                "nodes", circuit.nodes(),
                "once", circuit.once(),
                "wires",
                        circuit.wires().stream()
                                .map(wire -> Map.of(
                                        "from", wire.from(),
                                        "to", wire.to(),
                                        "delay", wire.delay(),
                                        "label", wire.label()))
                                .toList());
    }

    private static Map<String, Object> plain(EpochView epoch) {
        return Map.of(
                "epoch", epoch.epoch(), "step", epoch.step(), "metrics", epoch.metrics(), "digest", epoch.digest());
    }
}
