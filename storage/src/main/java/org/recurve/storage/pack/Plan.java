package org.recurve.storage.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.recurve.api.event.Event;
import org.recurve.storage.Reader;
import org.recurve.storage.journal.Failure;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.journal.StoreException;

/** Finds out what of a folder laid out as a store is to be brought into a store, and where it goes. Writes nothing. */
final class Plan {
    private final Path store;
    private final Reader reader;
    private final Map<String, List<Outcome>> outcomes = new HashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final SortedSet<String> studies = new TreeSet<>();
    private final SortedSet<String> strangers = new TreeSet<>();
    private int added;
    private int reproduced;
    private int known;
    private int passed;

    /** @param reader of the store */
    Plan(Path store, Reader reader) {
        this.store = store;
        this.reader = reader;
    }

    List<Transfer> transfers() {
        return List.copyOf(transfers);
    }

    /** Whether plugins from jars are used. */
    boolean hasStrangers() {
        return !strangers.isEmpty();
    }

    /** What it will have come to, with these jars kept. */
    Joined joined(List<Path> jars) {
        return new Joined(List.copyOf(studies), added, reproduced, known, passed, List.copyOf(strangers), jars);
    }

    void add(Holding holding) {
        switch (holding) {
            case Holding.OfRun run -> add(run);
            case Holding.OfTrial trial -> add(trial);
        }
    }

    /** A run that was still going on when it was brought here first may have gone further. */
    private void add(Holding.OfRun run) {
        studies.add(run.started().study());
        Path ours = Layout.journal(store.resolve(run.place()));
        try {
            boolean here = Files.exists(ours);
            long length = here ? Files.size(ours) : 0;
            long same = here ? Files.mismatch(ours, run.journal()) : 0;
            if (same >= 0 && same < Math.min(length, run.whole())) {
                throw new StoreException(run.journal() + ": is not the run that this store has as " + run.place()
                        + "\n    Nothing was changed. Rename one of the two folders.");
            }
            if (same >= 0 && run.whole() > length) {
                transfers.add(new Transfer(run, run.place()));
            }
        } catch (IOException e) {
            throw Failure.of("compare", run.journal(), e);
        }
    }

    private void add(Holding.OfTrial trial) {
        Event.TrialStarted started = trial.started();
        studies.add(started.study());
        Outcome theirs = Outcome.of(trial);
        List<Outcome> ours = outcomes.computeIfAbsent(started.trial(), this::ours);
        Optional<Outcome> conclusive =
                ours.stream().filter(Outcome::isConclusive).findFirst();
        if (ours.stream().anyMatch(theirs::isSameRunAs)) {
            known++;
        } else if (!theirs.isConclusive() && !ours.isEmpty()) {
            passed++;
        } else {
            conclusive.filter(our -> !our.agreesWith(theirs)).ifPresent(our -> {
                throw new StoreException(Conflict.between(trial, theirs, our));
            });
            if (conclusive.isPresent()) {
                reproduced++;
            } else {
                added++;
            }
            transfers.add(new Transfer(trial, place(trial, ours)));
            ours.add(theirs);
            strangers.addAll(started.provenance().strangers().keySet());
        }
    }

    private Path place(Holding.OfTrial trial, List<Outcome> ours) {
        boolean free = ours.isEmpty() && !Files.exists(Layout.journal(store.resolve(trial.place())));
        return free ? trial.place() : trial.beside();
    }

    /** What this store knows of a trial. */
    private List<Outcome> ours(String identity) {
        List<Outcome> ours = new ArrayList<>();
        reader.trial(identity).ifPresent(trial -> {
            if (trial.status() == Event.Status.RUNNING) {
                throw Transfer.running(trial.id(), store);
            }
            ours.add(Outcome.of(trial));
            trial.reproductions().forEach(again -> ours.add(Outcome.of(trial, again)));
        });
        return ours;
    }
}
