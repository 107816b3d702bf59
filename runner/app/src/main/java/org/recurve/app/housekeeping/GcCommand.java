package org.recurve.app.housekeeping;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.recurve.app.display.AmountText;
import org.recurve.app.display.CountText;
import org.recurve.app.display.TextTable;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.plugins.KeptJars;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.housekeeping.FolderSize;
import org.recurve.storage.housekeeping.StoreGarbage;
import org.recurve.storage.housekeeping.StoreGarbage.UnusedTrial;
import org.recurve.storage.view.StoreContents;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.weights.WeightStore.UnusedTensors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve gc}: says what of a store nothing refers to, and deletes it if told to. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        description = {
            "List what nothing refers to: trials that no study's latest run has, as of plugins, metrics or settings that"
                    + " changed since; jars of no trial; files that killed processes left.",
            "It is deleted only with --delete. Trials would have to be trained again."
        })
public final class GcCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(
            names = {"--delete", "--yes"},
            description = "Delete it. Without this, nothing is changed.")
    private boolean delete;

    @Option(names = "--dry-run", description = "Only list it, as without --delete.")
    private boolean dryRun;

    @Override
    public Integer call() {
        delete &= !dryRun;
        try (Store store = options.open()) {
            Path folder = options.folders().store();
            StoreReader reader = store.reader();
            List<String> damages = reader.damages();
            if (delete && !damages.isEmpty()) {
                DamageReport.tell(damages, options);
                throw new UserError(Problem.of(
                        "nothing was deleted, since damaged journals may refer to what nothing else refers to",
                        "move the folders that are named out of the store, then give the same command again"));
            }
            StoreContents contents = reader.contents();
            StoreGarbage garbage = StoreGarbage.of(folder, contents);
            List<Path> jars = unusedJars(folder, contents, garbage);
            long bytes = garbage.bytes(folder)
                    + jars.stream().mapToLong(FolderSize::of).sum();
            if (!options.json()) {
                list(folder, garbage, jars, bytes);
            }
            boolean isThereAny = !garbage.trials().isEmpty()
                    || !garbage.tensors().files().isEmpty()
                    || !garbage.files().isEmpty()
                    || !jars.isEmpty();
            if (delete && isThereAny) {
                garbage.delete(
                        folder,
                        jars.stream().map(jar -> "jars/" + jar.getFileName()).toList());
                DeletedLabels.forget(Set.of(), store.reader(), options); // and so does the index
            }
            if (options.json()) {
                options.print(plain(folder, garbage, jars, bytes));
            } else if (isThereAny) {
                options.line(delete ? "deleted" : "nothing was deleted; recurve gc --delete does");
            }
            return DamageReport.tell(damages, options);
        }
    }

    /** Returns the jars that came with imported trials of which none will be left. */
    private static List<Path> unusedJars(Path store, StoreContents contents, StoreGarbage garbage) {
        Set<String> gone = garbage.trials().stream().map(UnusedTrial::entry).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        contents.trials().stream()
                .filter(trial -> !gone.contains(trial.folder().toString().replace('\\', '/')))
                .forEach(trial -> trial.provenance().strangers().values().forEach(used::addAll));
        return KeptJars.byDigest(List.of(store.resolve("jars"))).entrySet().stream()
                .filter(jar -> !used.contains(jar.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    /** Trials that one study no longer has for one reason. */
    private record UnusedGroup(String study, String reason) {}

    private void list(Path store, StoreGarbage garbage, List<Path> jars, long bytes) {
        Map<UnusedGroup, List<UnusedTrial>> groups =
                new TreeMap<>(Comparator.comparing(UnusedGroup::study).thenComparing(UnusedGroup::reason));
        garbage.trials()
                .forEach(trial -> groups.computeIfAbsent(
                                new UnusedGroup(trial.study(), trial.reason().text()), _ -> new ArrayList<>())
                        .add(trial));
        List<List<String>> rows = new ArrayList<>();
        groups.forEach((group, trials) -> rows.add(List.of(
                group.study(),
                CountText.of(trials.size(), "trial"),
                group.reason(),
                AmountText.seconds(trials.stream()
                                        .map(UnusedTrial::measured)
                                        .reduce(Duration.ZERO, Duration::plus)
                                        .toMillis()
                                / 1000.0)
                        + " of training",
                AmountText.bytes(trials.stream()
                        .mapToLong(trial -> FolderSize.of(store.resolve(trial.entry())))
                        .sum()))));
        if (!rows.isEmpty()) {
            options.out().println(TextTable.of(rows));
        }
        tensors(garbage.tensors());
        jars.forEach(jar -> options.line("jar of no trial: " + jar));
        garbage.files().forEach(file -> options.line("left by a killed process: " + file));
        options.line(
                rows.isEmpty()
                                && garbage.tensors().files().isEmpty()
                                && jars.isEmpty()
                                && garbage.files().isEmpty()
                        ? "nothing"
                        : AmountText.bytes(bytes));
    }

    private void tensors(UnusedTensors tensors) {
        if (!tensors.files().isEmpty()) {
            options.line(CountText.of(tensors.files().size(), "tensor") + " of no other trial: "
                    + AmountText.bytes(
                            tensors.files().stream().mapToLong(FolderSize::of).sum()));
        }
        tensors.damaged()
                .forEach(damage -> options.line("no tensor is counted as unused, since lists are damaged: " + damage));
    }

    private Map<String, Object> plain(Path store, StoreGarbage garbage, List<Path> jars, long bytes) {
        return Map.of(
                "trials",
                garbage.trials().stream()
                        .map(trial -> Map.of(
                                "folder",
                                store.resolve(trial.entry()).toString(),
                                "study",
                                trial.study(),
                                "trial",
                                trial.title(),
                                "reason",
                                trial.reason().text(),
                                "seconds",
                                trial.measured().toMillis() / 1000.0))
                        .toList(),
                "tensors",
                garbage.tensors().files().stream().map(Path::toString).toList(),
                "jars",
                jars.stream().map(Path::toString).toList(),
                "files",
                garbage.files().stream().map(Path::toString).toList(),
                "bytes",
                bytes,
                "deleted",
                delete);
    }
}
