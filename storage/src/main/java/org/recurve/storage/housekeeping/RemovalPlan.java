package org.recurve.storage.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.RunningProcesses;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreContents;
import org.recurve.storage.view.StoreContents.RunContents;
import org.recurve.storage.view.StoreContents.TrialContents;
import org.recurve.storage.weights.WeightStore;
import org.recurve.storage.weights.WeightStore.UnusedTensors;

/**
 * Describes what goes if studies and trials are removed. Trials that other studies planned, too, stay.
 *
 * @param entries what is deleted, as {@link StoreDeletion#delete} takes it
 * @param tensors that no other trial's weights have
 * @param runs how many runs of studies go
 * @param trials how many trials go
 * @param shared how many stay, since other studies have them
 * @param sharing these other studies
 */
public record RemovalPlan(
        List<String> entries, UnusedTensors tensors, int runs, int trials, int shared, SortedSet<String> sharing) {
    /**
     * Plans to remove studies, and single trials.
     *
     * @throws StoreException if a process runs, or plans with, any of it, or if a damaged run does not say what it planned
     */
    public static RemovalPlan of(Path store, StoreContents contents, Set<String> studies, Set<String> single) {
        refuseUnknown(store, contents.runs());
        List<RunContents> gone = contents.runs().stream()
                .filter(run -> studies.contains(run.study()))
                .toList();
        List<RunContents> staying = contents.runs().stream()
                .filter(run -> !studies.contains(run.study()))
                .toList();
        Set<String> wanted = new HashSet<>(single);
        gone.forEach(run -> wanted.addAll(run.trials()));
        Set<String> planned = new HashSet<>();
        contents.runs().forEach(run -> planned.addAll(run.trials()));
        contents.trials().stream()
                .filter(trial -> studies.contains(trial.study()) && !planned.contains(trial.identity()))
                .map(TrialContents::identity)
                .forEach(wanted::add);

        SortedSet<String> sharing = new TreeSet<>();
        Set<String> shared = new HashSet<>();
        for (String trial : wanted) {
            Set<String> others = new HashSet<>();
            staying.stream().filter(run -> run.trials().contains(trial)).forEach(run -> others.add(run.study()));
            if (others.size() > (single.contains(trial) ? 1 : 0)) {
                shared.add(trial);
                sharing.addAll(others);
            }
        }
        wanted.removeAll(shared);
        List<TrialContents> removed = contents.trials().stream()
                .filter(trial -> wanted.contains(trial.identity()))
                .toList();
        long kept = contents.trials().stream()
                .map(TrialContents::identity)
                .filter(shared::contains)
                .distinct()
                .count();
        refuseRunning(store, contents.runs(), gone, removed, planned);
        StoreLayout layout = new StoreLayout(Path.of(""));
        List<String> entries = Stream.of(
                        removed.stream().map(trial -> slashes(trial.folder())),
                        wanted.stream().map(trial -> slashes(layout.trial(trial))), // also where it cannot be read
                        gone.stream().map(run -> slashes(run.folder())),
                        studies.stream()
                                .flatMap(study -> Stream.of("reports/" + study + ".html", "listeners/" + study)))
                .flatMap(all -> all)
                .distinct()
                .filter(entry -> Files.exists(store.resolve(entry), LinkOption.NOFOLLOW_LINKS))
                .toList();
        Set<Path> folders = entries.stream().map(store::resolve).collect(Collectors.toSet());
        return new RemovalPlan(
                entries,
                WeightStore.of(store).unused(folders),
                gone.size(),
                (int) removed.stream().map(TrialContents::identity).distinct().count(),
                (int) kept,
                sharing);
    }

    /** A run that cannot be read may have planned any trial. */
    private static void refuseUnknown(Path store, List<RunContents> known) {
        Set<Path> folders = new HashSet<>();
        known.forEach(run -> folders.add(store.resolve(run.folder())));
        try (Stream<Path> runs = Files.list(store.resolve(StoreLayout.RUNS))) {
            runs.filter(run -> !folders.contains(run) && Files.exists(StoreLayout.journal(run)))
                    .sorted()
                    .findFirst()
                    .ifPresent(run -> {
                        throw new StoreException(StoreLayout.journal(run)
                                + ": does not say which trials its study needs, and nothing was deleted."
                                + "\n    Put a copy in its place, or move " + run
                                + " out of the store; then give the same command again.");
                    });
        } catch (NoSuchFileException none) {
            // a store without a run
        } catch (IOException e) {
            throw DiskFailure.of("read", store.resolve(StoreLayout.RUNS), e);
        }
    }

    private static void refuseRunning(
            Path store,
            List<RunContents> runs,
            List<RunContents> gone,
            List<TrialContents> removed,
            Set<String> planned) {
        Set<String> trials = new HashSet<>();
        removed.forEach(trial -> trials.add(trial.identity()));
        runs.stream()
                .filter(run -> gone.contains(run) || run.trials().stream().anyMatch(trials::contains))
                .forEach(run -> StoreDeletion.runner(store.resolve(run.folder()))
                        .ifPresent(process -> {
                            throw running("the study " + run.study(), process);
                        }));
        removed.forEach(trial -> StoreDeletion.runner(store.resolve(trial.folder()))
                .ifPresent(process -> {
                    throw running("the trial " + trial.trial().title() + " of " + trial.study(), process);
                }));
        // A study that is being tuned for the first time has trials and no run yet.
        if (removed.stream().anyMatch(trial -> !planned.contains(trial.identity()))) {
            RunningProcesses.any(store).ifPresent(process -> {
                throw running("a study that may need these trials", process);
            });
        }
    }

    static StoreException running(String what, long process) {
        return new StoreException((process < 0 ? "another process" : "process " + process) + " is running " + what
                + ", and nothing was deleted.\n    Wait until it ends, or stop it; then give the same command again.");
    }

    private static String slashes(Path folder) {
        return folder.toString().replace('\\', '/');
    }

    /** Deletes it; throws {@link StoreException} if a process runs any of it, and then nothing is deleted. */
    public void delete(Path store) {
        new StoreDeletion(store).delete(entries);
        WeightStore.of(store).deleteUnused();
    }

    /** Returns how many bytes will be free. */
    public long bytes(Path store) {
        return entries.stream()
                        .mapToLong(entry -> FolderSize.of(store.resolve(entry)))
                        .sum()
                + tensors.files().stream().mapToLong(FolderSize::of).sum();
    }
}
