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
import org.recurve.app.display.Row;
import org.recurve.app.plugins.KeptJars;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.StudyView;
import org.recurve.storage.TrialView;
import org.recurve.storage.journal.JournalFile;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.pack.Packing;
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
    private final Common common = new Common(plugins);

    @Parameters(paramLabel = "STUDY", description = "The study's name; recurve list names all.")
    private String id = "";

    @Option(names = "--to", paramLabel = "FILE", description = "Where it goes (default: STUDY.recurve.zip here).")
    private Optional<Path> to = Optional.empty();

    @Override
    public Integer call() {
        try (Store store = common.open()) {
            Reader reader = store.reader();
            StudyView study = Studies.whole(id, reader, "is packed", "recurve pack");
            Path file = to.orElseGet(() -> Path.of(study.study() + ".recurve.zip"));
            if (Files.isDirectory(file)) {
                throw new UserError(
                        Problem.of(file + " is a folder", "name a file in it: --to " + file.resolve("x.zip")));
            }
            List<String> damages = new ArrayList<>();
            Packing packing = new Packing()
                    .summary(CanonicalJson.write(summary(study)))
                    .folders(common.folders().store(), whole(reader.folders(study.study()), damages));
            SortedSet<String> missing = new TreeSet<>();
            List<Path> jars = jars(packing.strangers(), missing);
            jars.forEach(packing::jar);
            packing.write(file);
            tell(study, packing.trials(), file, jars, missing, damages);
            return Damage.tell(damages, common);
        }
    }

    /** Cut at the damage, a journal would look in the pack as if nobody had ever gone on: it is left out, and named. */
    private List<Path> whole(List<Path> folders, List<String> damages) {
        List<Path> whole = new ArrayList<>();
        for (Path folder : folders) {
            Path journal = Layout.journal(common.folders().store().resolve(folder));
            new JournalFile(journal)
                    .damaged()
                    .ifPresentOrElse(damage -> damages.add(damage + ". It is not packed"), () -> whole.add(folder));
        }
        return whole;
    }

    /** The jars of strangers' plugins that the trials used, and those among them that are kept nowhere here. */
    private List<Path> jars(SortedSet<String> used, SortedSet<String> missing) {
        if (used.isEmpty()) {
            return List.of();
        }
        Map<String, Path> kept = KeptJars.byDigest(List.of(
                common.folders().plugins(),
                common.folders().pluginCopies(),
                common.folders().jars()));
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
        Map<String, Object> summary = new TreeMap<>(Row.of(trial).plain());
        summary.put("configuration", trial.configuration());
        summary.put("data", trial.provenance().dataDigest());
        summary.put("plugins", trial.provenance().plugins());
        summary.put("machine", trial.provenance().machine());
        return summary;
    }

    private void tell(
            StudyView study, int trials, Path file, List<Path> jars, SortedSet<String> missing, List<String> damages) {
        missing.forEach(digest -> common.warn(
                "the jar of a plugin that trials used is kept nowhere here and not in the pack: " + digest));
        long unfinished = study.trials().stream()
                .filter(trial -> trial.status() == Status.RUNNING || trial.status() == Status.INTERRUPTED)
                .count();
        if (unfinished > 0) {
            common.err()
                    .println("warning: " + unfinished + " of its trials did not end yet, and are packed as they are");
        }
        if (common.json()) {
            common.print(Map.of(
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
                    Damage.KEY,
                    damages));
        } else {
            common.line(study.study() + ": " + Counted.of(trials, "trial") + " and "
                    + Counted.of(jars.size(), "plugin jar") + " packed into " + file + " (" + size(file)
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
