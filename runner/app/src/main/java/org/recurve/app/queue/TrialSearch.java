package org.recurve.app.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Free;
import org.recurve.app.queue.QueueNote.Held;
import org.recurve.app.queue.QueueNote.Offer;
import org.recurve.app.queue.QueueNote.Refusal;
import org.recurve.app.run.FrameworkVersion;

/** Looks for a trial that a worker may take. Safe for several threads. */
final class TrialSearch {
    /** Says how long a trial is left to others that is to be trained by another worker than before. */
    private static final long LEFT_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int MOST_TURNS = 100_000;

    private final QueueFolder folder;
    private final String worker;
    private final LongSupplier nanos;
    private final Map<String, SilenceWatch> signs = new HashMap<>();
    private long busyAt;
    private boolean seen;
    private boolean emptied;

    TrialSearch(QueueFolder folder, String worker, LongSupplier nanos) {
        this.folder = folder;
        this.worker = worker;
        this.nanos = nanos;
        this.busyAt = nanos.getAsLong();
    }

    /** Takes a trial; empty if there is none. */
    synchronized Optional<TakenTrial> next() throws IOException {
        List<QueuedTrial> trials = folder.trials();
        seen |= !trials.isEmpty();
        emptied = seen && trials.isEmpty();
        List<QueuedTrial> sparesLast = trials.stream()
                .sorted(Comparator.comparing(QueuedTrial::isSpare))
                .toList();
        for (QueuedTrial trial : sparesLast) {
            int turn = turn(trial);
            boolean taking = turn >= 0 && !trial.isRefusedBy(worker) && !trial.isToStop();
            Optional<TakenTrial> taken = taking ? take(trial, turn) : Optional.empty();
            if (taken.isPresent()) {
                busyAt = nanos.getAsLong();
                return taken;
            }
        }
        return Optional.empty();
    }

    /** Returns whether the folder held trials, and holds none any more. */
    synchronized boolean isEmptied() {
        return emptied;
    }

    /** Returns for how long there was nothing to take. */
    synchronized Duration idle() {
        return Duration.ofNanos(nanos.getAsLong() - busyAt);
    }

    /** Counts from now on how long there is nothing to take. */
    synchronized void worked() {
        busyAt = nanos.getAsLong();
    }

    /** Returns the turn that may be taken; −1 if the trial is somebody's. */
    private int turn(QueuedTrial trial) {
        OptionalInt latest = trial.latest();
        if (latest.isEmpty()) {
            return 0;
        }
        int number = latest.getAsInt();
        boolean free = switch (trial.look(number).orElseGet(Done::new)) {
            case Free _ -> true;
            case Held(String holder) -> isSilent(holder.isEmpty() ? trial + " " + number : holder);
            case Done _ -> false;
        };
        return free && number < MOST_TURNS ? number + 1 : -1;
    }

    private boolean isSilent(String holder) {
        return signs.computeIfAbsent(holder, _ -> new SilenceWatch(nanos)).isSilent(folder.lastBeat(holder));
    }

    private Optional<TakenTrial> take(QueuedTrial trial, int turn) throws IOException {
        Optional<Offer> offer = trial.offered();
        if (offer.isEmpty()) {
            if (trial.exists()) {
                trial.refuse(new Refusal(worker, "its file cannot be read, or is of another version of Recurve"));
            }
            return Optional.empty();
        }
        Optional<String> other = otherVersion(offer.get());
        if (other.isPresent()) {
            trial.refuse(new Refusal(worker, other.get()));
            return Optional.empty();
        }
        boolean left =
                offer.get().avoided().equals(worker) && (trial.isSpare() || nanos.getAsLong() - busyAt < LEFT_NANOS);
        return !left && trial.take(turn, new Held(worker))
                ? Optional.of(new TakenTrial(trial, turn, offer.get()))
                : Optional.empty();
    }

    private static Optional<String> otherVersion(Offer offer) {
        if (offer.arithmetic() != FrameworkVersion.ARITHMETIC) {
            return Optional.of("it needs version " + offer.arithmetic() + " of the arithmetic, and this is version "
                    + FrameworkVersion.ARITHMETIC + "; use the same version of Recurve on every machine");
        }
        return offer.recurve().equals(FrameworkVersion.VERSION)
                ? Optional.empty()
                : Optional.of("it is of version " + offer.recurve() + " of Recurve, and this is version "
                        + FrameworkVersion.VERSION + "; use the same version on every machine");
    }
}
