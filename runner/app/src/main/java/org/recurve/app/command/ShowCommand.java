package org.recurve.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.app.display.CircuitText;
import org.recurve.app.display.FieldDrawing;
import org.recurve.app.display.Row;
import org.recurve.app.display.Table;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.reports.study.Reproduced;
import org.recurve.storage.ArtifactView;
import org.recurve.storage.EpochView;
import org.recurve.storage.Found;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.StudyView;
import org.recurve.storage.TrialView;
import org.recurve.storage.journal.TrialTrust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve show ID}: a study with its results, trials with their course, or what one unit of a model sees. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Show a study, a variant, a trial, or a unit.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final Common common = new Common(plugins, own);

    @Parameters(
            paramLabel = "ID",
            description = "study[/variant][/seed], or the beginning of a trial's hash; an experiment file with --unit.")
    private String id = "";

    @Option(
            names = "--unit",
            paramLabel = "LAYER[INDEX]",
            description =
                    "Draw the receptive field of a unit, as of conv2[7,3,4]: which inputs it sees. Indices count from"
                            + " 0 along each axis of the layer's output; of maps, conv2[3,4] is that place in all"
                            + " channels.")
    private Optional<String> unit = Optional.empty();

    @Override
    public Integer call() {
        if (unit.isPresent()) {
            FieldDrawing drawing = Unit.of(unit.get()).of(id, common);
            if (common.json()) {
                common.print(drawing.plain());
            } else {
                common.out().println(drawing.text());
            }
            return 0;
        }
        try (Store store = common.open()) {
            Reader reader = store.reader();
            return switch (reader.find(id)) {
                case Found.Study found -> study(found.study(), reader);
                case Found.Trials found -> trials(found.trials(), reader);
                case Found.Nothing nothing -> {
                    Damage.tell(reader.damages(), common); // it may be what is damaged
                    throw unknown(id, nothing);
                }
            };
        }
    }

    static UserError unknown(String id, Found.Nothing nothing) {
        String near = nothing.near().isEmpty() ? "" : "nearest: " + String.join(", ", nothing.near());
        return new UserError(
                Problem.of("this store has no study or trial \"" + id + "\"", near, "recurve list names all studies"));
    }

    private int study(StudyView study, Reader reader) {
        List<String> damages = reader.damages(study);
        List<Row> rows = study.trials().stream().map(Row::of).toList();
        if (common.json()) {
            common.print(Map.of(
                    "study",
                    study.study(),
                    "question",
                    study.question(),
                    "started",
                    study.started().toString(),
                    "file",
                    study.file(),
                    "trials",
                    rows.stream().map(Row::plain).toList(),
                    "planned",
                    study.plan().size(),
                    "expectations",
                    study.expectations(),
                    Damage.KEY,
                    damages));
            return Damage.tell(damages, common);
        }
        Results.print(common.out(), study.study(), study.question(), rows, study.expectations());
        List<List<String>> table = new ArrayList<>(List.of(List.of("trial", "status", "hash", "digest")));
        study.trials()
                .forEach(trial ->
                        table.add(List.of(Row.of(trial).title(), status(trial), trial.shortId(), trial.digest())));
        common.out().println();
        common.out().println(Table.of(table));
        reproduced(study.trials());
        study.warnings().forEach(w -> common.line("warning: " + w.about() + ": " + w.message()));
        return Damage.tell(damages, common);
    }

    private int trials(List<TrialView> trials, Reader reader) {
        if (common.json()) {
            common.print(trials.stream().map(trial -> plain(trial, reader)).toList());
        } else {
            trials.forEach(trial -> text(trial, reader));
        }
        return Damage.tell(reader.damages(trials.stream().map(TrialView::id).collect(Collectors.toSet())), common);
    }

    private void text(TrialView trial, Reader reader) {
        common.line(trial.study() + "/" + Row.of(trial).title() + "  " + status(trial) + "  " + trial.id());
        if (!trial.reason().isEmpty()) {
            common.line(trial.reason());
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
            metrics.forEach(metric -> line.add(String.valueOf(epoch.metrics().getOrDefault(metric, Double.NaN))));
            table.add(line);
        }
        common.out().println(Table.of(table));
        if (trial.selectedEpoch() >= 0) {
            common.line("selected epoch " + trial.selectedEpoch() + ": " + new TreeMap<>(trial.metrics()));
            common.line("digest " + trial.digest());
            reproduced(List.of(trial));
        }
        circuits(trial, reader).forEach(circuit -> common.out().println("\n" + new CircuitText(circuit) + "\n"));
        common.line("data " + trial.provenance().dataDigest());
        common.line("plugins " + new TreeMap<>(trial.provenance().plugins()));
        common.line("machine " + new TreeMap<>(trial.provenance().machine()));
        common.line("configuration " + trial.configuration());
        common.out().println();
    }

    /** {@code finished, imported}. */
    private static String status(TrialView trial) {
        String status = Row.word(trial.status());
        return trial.trust() == TrialTrust.OWN
                ? status
                : status + ", " + trial.trust().word();
    }

    private void reproduced(List<TrialView> trials) {
        Reproduced.of(trials).ifPresent(it -> common.out().println(it.text()));
    }

    /** What a trial with recurrences recorded of them. */
    private static List<Artifact.Circuit> circuits(TrialView trial, Reader reader) {
        return reader.artifacts(trial.id()).stream()
                .map(ArtifactView::artifact)
                .flatMap(artifact -> artifact instanceof Artifact.Circuit circuit ? Stream.of(circuit) : Stream.empty())
                .toList();
    }

    private static Map<String, Object> plain(TrialView trial, Reader reader) {
        Map<String, Object> plain = Row.of(trial).plain();
        plain.put("study", trial.study());
        plain.put("selected-epoch", trial.selectedEpoch());
        plain.put("configuration", trial.configuration());
        plain.put(
                "circuits",
                circuits(trial, reader).stream().map(ShowCommand::plain).toList());
        plain.put(Damage.KEY, reader.damages(Set.of(trial.id())));
        plain.put("reproductions", trial.reproductions().size());
        plain.put("data", trial.provenance().dataDigest());
        plain.put("plugins", trial.provenance().plugins());
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
