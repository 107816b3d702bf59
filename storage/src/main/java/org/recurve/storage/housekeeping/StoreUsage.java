package org.recurve.storage.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreContents;
import org.recurve.storage.view.StoreContents.TrialContents;
import org.recurve.storage.weights.DamagedWeights;
import org.recurve.storage.weights.WeightList;
import org.recurve.storage.weights.WeightStore;

/**
 * Describes how many bytes what takes. Every file counts once: a trial that several studies have is counted apart from what each of them has
 * alone.
 *
 * @param studies what each study has alone
 * @param shared trials that several studies have
 * @param unused trials that no study's latest run has
 * @param kept what the weights of all trials are
 * @param parts what else the store holds: {@code index}, {@code reports}, …
 * @param total of all files of the store
 */
public record StoreUsage(
        SortedMap<String, StudyUsage> studies,
        FolderUsage shared,
        FolderUsage unused,
        WeightUsage kept,
        SortedMap<String, Long> parts,
        long total) {
    private static final List<String> INDEX = List.of("store.mv.db", "store.trace.db", "store.lock");

    /** Folders of trials: how many trials, and the bytes of their journals, checkpoints and lists of weights. */
    public record FolderUsage(int trials, long journals, long checkpoints, long weights) {
        static final FolderUsage NONE = new FolderUsage(0, 0, 0, 0);

        public long bytes() {
            return journals + checkpoints + weights;
        }

        private FolderUsage and(FolderUsage other) {
            return new FolderUsage(
                    trials + other.trials,
                    journals + other.journals,
                    checkpoints + other.checkpoints,
                    weights + other.weights);
        }
    }

    /**
     * Weights that are kept.
     *
     * @param trials of which some are
     * @param numbers bytes of all their tensors, each as often as a trial has it
     */
    public record WeightUsage(int trials, long numbers) {
        private static WeightUsage of(Path store, StoreContents contents) {
            List<WeightList> lists = contents.trials().stream()
                    .flatMap(trial -> readable(store.resolve(trial.folder())))
                    .toList();
            return new WeightUsage(
                    lists.size(), lists.stream().mapToLong(WeightList::bytes).sum());
        }

        private static Stream<WeightList> readable(Path folder) {
            try {
                return WeightStore.of(folder).list(folder).stream();
            } catch (DamagedWeights unknown) {
                return Stream.empty();
            }
        }
    }

    /**
     * A study.
     *
     * @param own trials that it alone has
     * @param runs bytes of the journals of its runs
     * @param shared how many bytes of trials it has in common with others
     */
    public record StudyUsage(FolderUsage own, long runs, long shared) {
        static final StudyUsage NONE = new StudyUsage(FolderUsage.NONE, 0, 0);

        /** Returns what would be free without this study. */
        public long bytes() {
            return own.bytes() + runs;
        }

        private StudyUsage and(FolderUsage more) {
            return new StudyUsage(own.and(more), runs, shared);
        }

        private StudyUsage andRun(long bytes) {
            return new StudyUsage(own, runs + bytes, shared);
        }

        private StudyUsage andShared(long bytes) {
            return new StudyUsage(own, runs, shared + bytes);
        }
    }

    /** Measures a store. */
    public static StoreUsage of(Path store, StoreContents contents) {
        SortedMap<String, StudyUsage> studies = new TreeMap<>();
        Map<String, SortedSet<String>> having = having(contents);
        contents.runs()
                .forEach(run -> studies.merge(
                        run.study(),
                        StudyUsage.NONE.andRun(FolderSize.of(store.resolve(run.folder()))),
                        (before, more) -> before.andRun(more.runs())));
        FolderUsage shared = FolderUsage.NONE;
        FolderUsage unused = FolderUsage.NONE;
        Set<String> counted = new TreeSet<>();
        for (TrialContents trial : contents.trials()) {
            FolderUsage usage = usage(store.resolve(trial.folder()), counted.add(trial.identity()) ? 1 : 0);
            SortedSet<String> owners = having.getOrDefault(trial.identity(), new TreeSet<>());
            if (owners.isEmpty()) {
                unused = unused.and(usage);
            } else if (owners.size() == 1) {
                studies.merge(owners.first(), StudyUsage.NONE.and(usage), (before, _) -> before.and(usage));
            } else {
                shared = shared.and(usage);
                owners.forEach(study -> studies.merge(
                        study,
                        StudyUsage.NONE.andShared(usage.bytes()),
                        (before, _) -> before.andShared(usage.bytes())));
            }
        }
        long total = FolderSize.of(store);
        return new StoreUsage(
                studies,
                shared,
                unused,
                WeightUsage.of(store, contents),
                parts(store, studies, shared, unused, total),
                total);
    }

    /** Returns the studies that have a trial, by its identity: those whose latest run planned it, else one of which no run is here. */
    static Map<String, SortedSet<String>> having(StoreContents contents) {
        Map<String, SortedSet<String>> having = new HashMap<>();
        Set<String> planned = new TreeSet<>();
        Set<String> withRun = new TreeSet<>();
        contents.runs().forEach(run -> {
            withRun.add(run.study());
            planned.addAll(run.trials());
            if (run.latest()) {
                run.trials()
                        .forEach(trial -> having.computeIfAbsent(trial, _ -> new TreeSet<>())
                                .add(run.study()));
            }
        });
        contents.trials().stream()
                .filter(trial -> !planned.contains(trial.identity()) && !withRun.contains(trial.study()))
                .forEach(trial -> having.computeIfAbsent(trial.identity(), _ -> new TreeSet<>())
                        .add(trial.study()));
        return having;
    }

    private static FolderUsage usage(Path folder, int trials) {
        long checkpoints = FolderSize.of(StoreLayout.checkpoints(folder));
        long weights = FolderSize.of(StoreLayout.weights(folder))
                + StoreLayout.starts(folder).stream().mapToLong(FolderSize::of).sum();
        return new FolderUsage(trials, FolderSize.of(folder) - checkpoints - weights, checkpoints, weights);
    }

    private static SortedMap<String, Long> parts(
            Path store, SortedMap<String, StudyUsage> studies, FolderUsage shared, FolderUsage unused, long total) {
        SortedMap<String, Long> parts = new TreeMap<>();
        parts.put(
                "index",
                INDEX.stream()
                        .mapToLong(name -> FolderSize.of(store.resolve(name)))
                        .sum());
        Stream.of("reports", "listeners", "plugins", "jars", StoreLayout.TENSORS, "deleted")
                .filter(name -> Files.exists(store.resolve(name), LinkOption.NOFOLLOW_LINKS))
                .forEach(name -> parts.put(name, FolderSize.of(store.resolve(name))));
        long packs = packs(store);
        if (packs > 0) {
            parts.put("packs", packs);
        }
        long known = parts.values().stream().mapToLong(Long::longValue).sum()
                + studies.values().stream().mapToLong(StudyUsage::bytes).sum()
                + shared.bytes()
                + unused.bytes();
        parts.put("other", Math.max(0, total - known));
        return parts;
    }

    /** Files that {@code recurve pack --to} put there. */
    private static long packs(Path store) {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".zip"))
                    .mapToLong(FolderSize::of)
                    .sum();
        } catch (IOException e) {
            throw DiskFailure.of("list", store, e);
        }
    }
}
