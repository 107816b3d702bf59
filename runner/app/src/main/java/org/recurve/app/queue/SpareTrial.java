package org.recurve.app.queue;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Free;
import org.recurve.app.queue.QueueNote.Held;
import org.recurve.app.queue.QueueNote.Offer;

/**
 * A second training of a trial whose worker takes far longer than others do. It is put into the folder when nothing else lies there to
 * be taken, and begins where the first one did; of the two the first good result counts. For one thread.
 */
final class SpareTrial {
    private final QueueFolder folder;
    private final String name;
    private final Offer offer;
    private Optional<QueuedTrial> trial;
    private boolean givenUp;

    private SpareTrial(QueueFolder folder, String name, Offer offer, Optional<QueuedTrial> trial) {
        this.folder = folder;
        this.name = name;
        this.offer = offer;
        this.trial = trial;
    }

    /** Returns the one that lies there, for a run that was killed; none yet otherwise. */
    static SpareTrial of(QueueFolder folder, String base, Offer offer) {
        String name = base + QueueFolder.SPARE;
        SpareTrial spare = new SpareTrial(folder, name, offer, folder.trial(name));
        if (spare.trial
                .flatMap(QueuedTrial::offered)
                .filter(there -> there.isSame(offer))
                .isEmpty()) {
            spare.trial.ifPresent(folder::withdraw);
            spare.trial = Optional.empty();
        }
        return spare;
    }

    /** Returns whether it was put into the folder. */
    boolean isThere() {
        return trial.isPresent();
    }

    /** Returns whether it may be put into the folder: it was not yet, and nothing there waits for a worker. */
    boolean isOpen() {
        return trial.isEmpty()
                && !givenUp
                && folder.trials().stream().noneMatch(other -> !other.isSpare() && other.isFree());
    }

    /** Puts it into the folder, for anybody but this worker. */
    void offer(String slow) {
        try {
            trial = Optional.of(folder.offer(
                    name,
                    new Offer(offer.recurve(), offer.arithmetic(), offer.trial(), offer.step(), offer.jars(), slow)));
        } catch (IOException e) {
            throw folder.unwritable(e);
        }
    }

    /** Returns it, once its result is there and is one. */
    Optional<QueuedTrial> done() {
        OptionalInt latest = trial.map(QueuedTrial::latest).orElse(OptionalInt.empty());
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = switch (trial.orElseThrow().look(latest.getAsInt()).orElseGet(() -> new Held(""))) {
            case Held _ -> false;
            case Free(boolean lost, String _) -> {
                if (lost) {
                    giveUp();
                }
                yield false;
            }
            case Done _ -> {
                boolean good = result(latest.getAsInt() - 1).isResult();
                if (!good) {
                    giveUp();
                }
                yield good;
            }
        };
        return whole ? trial : Optional.empty();
    }

    private TurnResult result(int turn) {
        return new TurnResult(trial.orElseThrow().result(turn));
    }

    private void giveUp() {
        forget().ifPresent(folder::withdraw);
    }

    /** Returns it, if it is there, for somebody else to see to; no other one is put into the folder. */
    Optional<QueuedTrial> forget() {
        Optional<QueuedTrial> there = trial;
        trial = Optional.empty();
        givenUp = true;
        return there;
    }
}
