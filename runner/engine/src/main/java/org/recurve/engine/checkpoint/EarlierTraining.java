package org.recurve.engine.checkpoint;

import java.util.function.Consumer;
import org.recurve.api.event.Event.OfTrial;
import org.recurve.api.event.Event.TrialEnded;

/** A training that went the same way as another one would, had that begun: what differs between the two changes nothing up to there. */
public sealed interface EarlierTraining {
    /** Gives the events of that way, in order and under the identity of the training that goes on, without begin, end and checkpoints. */
    void replay(Consumer<OfTrial> each);

    /**
     * It came to a checkpoint, from which the other goes on.
     *
     * @param content of the checkpoint
     */
    @SuppressWarnings("ArrayRecordComponent") // as large as the model; nobody compares two of them
    record ReachedCheckpoint(byte[] content, Consumer<Consumer<OfTrial>> events) implements EarlierTraining {
        @Override
        public void replay(Consumer<OfTrial> each) {
            events.accept(each);
        }
    }

    /**
     * It is the same training to its end, and other metrics are asked for at the end.
     *
     * @param learnt what it learnt
     * @param ended how it ended
     */
    record WholeTraining(LearntState learnt, TrialEnded ended, Consumer<Consumer<OfTrial>> events)
            implements EarlierTraining {
        @Override
        public void replay(Consumer<OfTrial> each) {
            events.accept(each);
        }
    }
}
