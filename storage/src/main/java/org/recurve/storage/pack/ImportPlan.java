package org.recurve.storage.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.recurve.api.event.Event;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.view.StoreReader;

/** Finds out what of a folder laid out as a store is to be brought into a store, and where it goes. Writes nothing. */
final class ImportPlan {
    private final Path store;
    private final StoreReader reader;
    private final ImportAdmission admission;
    private final StoreLabels labels;
    private final Map<String, List<RunOutcome>> outcomes = new HashMap<>();
    private final List<FolderTransfer> transfers = new ArrayList<>();
    private final SortedSet<String> studies = new TreeSet<>();
    private final Set<String> planned = new HashSet<>();
    private final SortedMap<String, String> studyOf = new TreeMap<>();
    private final Map<Path, TrialTrust> owned = new HashMap<>();
    private final SortedSet<String> strangers = new TreeSet<>();
    private int added;
    private int reproduced;
    private int known;
    private int passed;

    /**
     * @param reader of the store
     * @param labels of what is brought
     */
    ImportPlan(Path store, StoreReader reader, ImportAdmission admission, StoreLabels labels) {
        this.labels = labels;
        this.store = store;
        this.reader = reader;
        this.admission = admission;
    }

    List<FolderTransfer> transfers() {
        return List.copyOf(transfers);
    }

    /** Returns whether plugins from jars are used. */
    boolean hasStrangers() {
        return !strangers.isEmpty();
    }

    /** Returns what it will have come to, with these jars kept. */
    ImportSummary joined(List<Path> jars) {
        studyOf.forEach((trial, study) -> {
            if (!planned.contains(trial)) { // a trial that a run planned is shown with that run's study
                studies.add(study);
            }
        });
        return new ImportSummary(
                List.copyOf(studies),
                added,
                reproduced,
                known,
                passed,
                List.copyOf(strangers),
                List.copyOf(studyOf.keySet()),
                jars);
    }

    /** Returns whether nothing was found. */
    boolean isEmpty() {
        return studies.isEmpty() && studyOf.isEmpty();
    }

    /** Folders of the store, relative to it, that the user now says are their own. */
    Map<Path, TrialTrust> owned() {
        return Map.copyOf(owned);
    }

    void add(StoreInventory inventory) {
        switch (inventory) {
            case StoreInventory.RunFolder run -> add(run);
            case StoreInventory.TrialFolder trial -> add(trial);
        }
    }

    /**
     * A run that was still running when it was brought here first may have gone further. A run of this store's own is
     * never replaced by what others say it became: that is kept beside it.
     */
    private void add(StoreInventory.RunFolder run) {
        studies.add(LabelTransfer.name(run, labels));
        run.started().trials().forEach(trial -> planned.add(trial.trial()));
        for (Path place : List.of(run.place(), run.beside())) {
            Path ours = StoreLayout.journal(store.resolve(place));
            if (!Files.exists(ours)) {
                transfers.add(new FolderTransfer(run, place, TrialTrust.IMPORTED, admission.sequence()));
                return;
            }
            if (run.isCopyOf(ours) || goesFurther(ours, run)) {
                return; // all of it is here
            }
            boolean imported = FolderMarks.trust(store.resolve(place)) != TrialTrust.OWN;
            if (imported && goesFurther(run, ours)) {
                long sequence = FolderMarks.sequence(store.resolve(place));
                transfers.add(new FolderTransfer(run, place, TrialTrust.IMPORTED, sequence));
                return;
            }
        }
    }

    private static boolean goesFurther(Path ours, StoreInventory.RunFolder run) {
        return mismatch(ours, run) >= run.whole();
    }

    private static boolean goesFurther(StoreInventory.RunFolder run, Path ours) {
        try {
            return run.whole() > Files.size(ours) && mismatch(ours, run) >= Files.size(ours);
        } catch (IOException e) {
            throw DiskFailure.of("compare", ours, e);
        }
    }

    private static long mismatch(Path ours, StoreInventory.RunFolder run) {
        try {
            return Files.mismatch(ours, run.journal());
        } catch (IOException e) {
            throw DiskFailure.of("compare", run.journal(), e);
        }
    }

    private void add(StoreInventory.TrialFolder trial) {
        Event.TrialStarted started = trial.started();
        admission.check(trial);
        studyOf.put(started.trial(), started.study());
        TrialTrust trust = admission.trust(trial.trust());
        RunOutcome theirs = RunOutcome.of(trial);
        List<RunOutcome> ours = outcomes.computeIfAbsent(started.trial(), this::ours);
        Optional<RunOutcome> conclusive =
                ours.stream().filter(RunOutcome::isConclusive).findFirst();
        if (ours.stream().anyMatch(theirs::isSameRunAs)) {
            known++;
            own(trial, trust);
        } else if (!theirs.isConclusive() && !ours.isEmpty()) {
            passed++;
        } else {
            conclusive.filter(our -> !our.agreesWith(theirs)).ifPresent(our -> {
                throw new StoreException(DigestConflict.between(trial, theirs, our));
            });
            if (conclusive.isPresent()) {
                reproduced++;
            } else {
                added++;
            }
            transfers.add(new FolderTransfer(trial, place(trial, ours), trust, 0));
            ours.add(theirs);
            strangers.addAll(started.provenance().strangers().keySet());
        }
    }

    /** Marks where it lies what the user imported before and now says is their own. */
    private void own(StoreInventory.TrialFolder trial, TrialTrust trust) {
        for (Path place : List.of(trial.place(), trial.beside())) {
            Path folder = store.resolve(place);
            if (admission.own()
                    && Files.exists(StoreLayout.journal(folder))
                    && trust.compareTo(FolderMarks.trust(folder)) < 0
                    && trial.isCopyOf(StoreLayout.journal(folder))) {
                owned.put(place, trust);
            }
        }
    }

    private Path place(StoreInventory.TrialFolder trial, List<RunOutcome> ours) {
        boolean free = ours.isEmpty() && !Files.exists(StoreLayout.journal(store.resolve(trial.place())));
        return free ? trial.place() : trial.beside();
    }

    /** Returns what this store knows of a trial. */
    private List<RunOutcome> ours(String identity) {
        List<RunOutcome> ours = new ArrayList<>();
        reader.trial(identity).ifPresent(trial -> {
            if (trial.status() == Event.Status.RUNNING) {
                throw FolderTransfer.running(trial.id(), store);
            }
            ours.add(RunOutcome.of(trial));
            trial.reproductions().forEach(again -> ours.add(RunOutcome.of(trial, again)));
        });
        return ours;
    }
}
