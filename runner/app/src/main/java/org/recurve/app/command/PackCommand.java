package org.recurve.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.CountText;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.plugins.KeptJars;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.storage.Store;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.pack.PackWriter;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve pack STUDY}: a study in one file, to be imported or verified elsewhere. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = {
            "Put a study into one file: every trial with its numbers, configuration, digests and checkpoints, failed"
                    + " ones too, and the jars of the plugins they used.",
            "The file is a ZIP archive laid out as a store."
        })
final class PackCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Parameters(paramLabel = "STUDY", description = "The study's name; recurve list names all.")
    private String id = "";

    @Option(names = "--to", paramLabel = "FILE", description = "Where it goes (default: STUDY.recurve.zip here).")
    private Optional<Path> to = Optional.empty();

    @Override
    public Integer call() {
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            StudyView study = StudyArguments.whole(id, reader, "is packed", "recurve pack");
            Path file = to.orElseGet(() -> Path.of(study.study() + ".recurve.zip"));
            if (Files.isDirectory(file)) {
                throw new UserError(
                        Problem.of(file + " is a folder", "name a file in it: --to " + file.resolve("x.zip")));
            }
            List<String> damages = new ArrayList<>();
            PackWriter writer = new PackWriter()
                    .summary(CanonicalJson.write(summary(study)))
                    .folders(options.folders().store(), whole(reader.folders(study.study()), damages))
                    .labels(labels(study, reader));
            reader.damages(study).stream()
                    .filter(lost -> damages.stream().noneMatch(said -> said.startsWith(lost.split(": ")[0])))
                    .toList()
                    .forEach(lost -> damages.add(lost + ". It is not packed"));
            SortedSet<String> missing = new TreeSet<>();
            List<Path> jars = jars(writer.strangers(), missing);
            jars.forEach(writer::jar);
            writer.write(file);
            writer.damaged().forEach(damage -> damages.add(damage + ". It is not packed"));
            tell(study, writer.trials(), file, jars, missing, damages);
            return DamageReport.tell(damages, options);
        }
    }

    private List<LabelEvent> labels(StudyView study, StoreReader reader) {
        return LabelJournal.of(options.folders().store())
                .about(
                        study.study(),
                        study.trials().stream().map(TrialView::id).toList(),
                        reader.folders(study.study()).stream()
                                .map(folder -> folder.toString().replace('\\', '/'))
                                .toList());
    }

    /** Cut at the damage, a journal would look in the pack as if nobody had ever gone on: it is left out, and named. */
    private List<Path> whole(List<Path> folders, List<String> damages) {
        List<Path> whole = new ArrayList<>();
        for (Path folder : folders) {
            Path journal = StoreLayout.journal(options.folders().store().resolve(folder));
            new JournalReader(journal)
                    .damaged()
                    .ifPresentOrElse(damage -> damages.add(damage + ". It is not packed"), () -> whole.add(folder));
        }
        return whole;
    }

    /** Returns the jars of strangers' plugins that the trials used, and those among them that are kept nowhere here. */
    private List<Path> jars(SortedSet<String> used, SortedSet<String> missing) {
        if (used.isEmpty()) {
            return List.of();
        }
        List<Path> folders = new ArrayList<>(options.pluginPath().paths());
        folders.add(options.folders().pluginCopies());
        folders.add(options.folders().jars());
        Map<String, Path> kept = KeptJars.byDigest(folders);
        List<Path> jars = new ArrayList<>();
        used.forEach(
                digest -> Optional.ofNullable(kept.get(digest)).ifPresentOrElse(jars::add, () -> missing.add(digest)));
        return jars;
    }

    private static Map<String, Object> summary(StudyView study) {
        return Map.of(
                "study", study.study(),
                "question", study.question(),
                "file", study.file(),
                "started", study.started().toString(),
                "planned", study.plan().size(),
                "expectations", study.expectations(),
                "trials", study.trials().stream().map(PackCommand::summary).toList());
    }

    private static Map<String, Object> summary(TrialView trial) {
        Map<String, Object> summary = new TreeMap<>(DisplayRow.of(trial).plain());
        summary.put("configuration", trial.configuration());
        summary.put("data", trial.provenance().dataDigest());
        summary.put("plugins", trial.provenance().plugins());
        summary.put("machine", trial.provenance().machine());
        return summary;
    }

    private void tell(
            StudyView study, int trials, Path file, List<Path> jars, SortedSet<String> missing, List<String> damages) {
        missing.forEach(digest -> options.warn(
                "the jar of a plugin that trials used is kept nowhere here and not in the pack: " + digest));
        long unfinished = study.trials().stream()
                .filter(trial -> trial.status() == Status.RUNNING || trial.status() == Status.INTERRUPTED)
                .count();
        if (unfinished > 0) {
            options.err()
                    .println("warning: " + unfinished + " of its trials did not end yet, and are packed as they are");
        }
        if (options.json()) {
            options.print(Map.of(
                    "study",
                    study.study(),
                    "pack",
                    file.toString(),
                    "bytes",
                    size(file),
                    "trials",
                    trials,
                    "jars",
                    jars.size(),
                    "missing-jars",
                    List.copyOf(missing),
                    DamageReport.KEY,
                    damages));
        } else {
            options.line(study.study() + ": " + CountText.of(trials, "trial") + " and "
                    + CountText.of(jars.size(), "plugin jar") + " packed into " + file + " (" + size(file)
                    + " bytes)");
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
