package org.recurve.storage.housekeeping;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.recurve.api.event.Provenance;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.RunningProcesses;
import org.recurve.storage.view.StoreContents;
import org.recurve.storage.view.StoreContents.TrialContents;
import org.recurve.storage.weights.WeightStore;
import org.recurve.storage.weights.WeightStore.UnusedTensors;

/**
 * Describes what a store holds that nothing refers to.
 *
 * @param trials that no study's latest run planned; what a study of which no run is here has is none
 * @param tensors that no other trial's weights have
 * @param files left behind by processes that were killed
 */
public record StoreGarbage(List<UnusedTrial> trials, UnusedTensors tensors, List<Path> files) {
    public StoreGarbage {
        trials = List.copyOf(trials);
        files = List.copyOf(files);
    }

    /** Says why no study has a trial any more, as far as a trial of the same name that a study has tells. */
    public enum UnusedReason {
        /** Plugins have other versions, or come from other jars. */
        PLUGINS("other plugins or jars"),
        DATA("other data"),
        /** Anything else that a file says, metrics among it. */
        SETTINGS("other settings or metrics"),
        /** The latest run has no trial of its name. */
        NAME("no longer planned");

        private final String text;

        UnusedReason(String text) {
            this.text = text;
        }

        /** {@code other data}. */
        public String text() {
            return text;
        }
    }

    /**
     * The folder of a trial that no study has.
     *
     * @param study that had it
     * @param measured how long its training took
     */
    public record UnusedTrial(String entry, String study, String title, UnusedReason reason, Duration measured) {}

    /** Looks through a store. */
    public static StoreGarbage of(Path store, StoreContents contents) {
        Map<String, SortedSet<String>> having = StoreUsage.having(contents);
        Map<String, TrialContents> named = new HashMap<>();
        contents.trials().stream()
                .filter(trial -> having.containsKey(trial.identity()))
                .forEach(trial ->
                        named.putIfAbsent(trial.study() + "/" + trial.trial().title(), trial));
        List<UnusedTrial> unused = contents.trials().stream()
                .filter(trial -> !having.containsKey(trial.identity()))
                .map(trial -> new UnusedTrial(
                        trial.folder().toString().replace('\\', '/'),
                        trial.study(),
                        trial.trial().title(),
                        reason(trial, named),
                        trial.measured().orElse(Duration.ZERO)))
                .toList();
        Set<Path> gone =
                unused.stream().map(trial -> store.resolve(trial.entry())).collect(Collectors.toSet());
        return new StoreGarbage(unused, WeightStore.of(store).unused(gone), LeftoverFiles.of(store));
    }

    private static UnusedReason reason(TrialContents trial, Map<String, TrialContents> named) {
        TrialContents now = named.get(trial.study() + "/" + trial.trial().title());
        if (now == null) {
            return UnusedReason.NAME;
        }
        Provenance before = trial.provenance();
        Provenance after = now.provenance();
        if (!before.plugins().equals(after.plugins())
                || !before.recurve().equals(after.recurve())
                || before.arithmetic() != after.arithmetic()) {
            return UnusedReason.PLUGINS;
        }
        return before.dataDigest().equals(after.dataDigest()) ? UnusedReason.SETTINGS : UnusedReason.DATA;
    }

    /** Returns how many bytes this takes. */
    public long bytes(Path store) {
        return trials.stream()
                        .mapToLong(trial -> FolderSize.of(store.resolve(trial.entry())))
                        .sum()
                + tensors.files().stream().mapToLong(FolderSize::of).sum()
                + files.stream().mapToLong(FolderSize::of).sum();
    }

    /**
     * Returns the number of a process that is at work in the store, which may need what looks like garbage; −1 if its number is
     * unknown; empty if there is none.
     */
    public static OptionalLong busy(Path store) {
        Path importing = store.resolve("importing.lock");
        return FolderLock.held(importing)
                ? OptionalLong.of(FolderLock.holder(importing).orElse(-1))
                : RunningProcesses.any(store);
    }

    /**
     * Deletes it.
     *
     * @param more that nobody needs: entries relative to the store, as {@link StoreDeletion#delete} takes them
     * @throws StoreException if a process is at work in the store; then nothing is deleted
     */
    public void delete(Path store, List<String> more) {
        busy(store).ifPresent(process -> {
            throw RemovalPlan.running("a study or an import in this store", process);
        });
        List<String> entries =
                new ArrayList<>(trials.stream().map(UnusedTrial::entry).toList());
        entries.addAll(more);
        if (!entries.isEmpty()) {
            new StoreDeletion(store).delete(entries);
        }
        WeightStore.of(store).deleteUnused();
        files.forEach(FolderDeletion::delete);
    }
}
