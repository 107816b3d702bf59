package org.recurve.app.queue;

import java.util.Optional;
import org.recurve.app.queue.QueueNote.Offer;
import org.recurve.app.worker.TrialPackage;
import org.recurve.engine.checkpoint.TrialCheckpoints.LeftCheckpoint;

/** A trial whose turn a worker took. */
record TakenTrial(QueuedTrial trial, int turn, Offer offer) {
    /** Returns what is to be trained, from the latest checkpoint of turns before. */
    TrialPackage packed() {
        LeftCheckpoint last = new LeftCheckpoint(offer.step(), new byte[0]);
        for (int before = 0; before < turn; before++) {
            LeftCheckpoint known = last;
            Optional<LeftCheckpoint> left =
                    new TurnResult(trial.result(before)).checkpoint().filter(it -> it.step() > known.step());
            last = left.orElse(last);
        }
        return last.content().length == 0 ? offer.trial() : offer.trial().startingFrom(Optional.of(last.content()));
    }
}
