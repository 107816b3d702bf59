package org.recurve.engine.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Provenance;
import org.recurve.engine.spec.StartWeights;
import org.recurve.engine.spec.TrialSpec;

/** Says where a trial leaves all that its next step depends on, so that it can go on from there after a stop or a kill. */
public interface TrialCheckpoints {
    /**
     * Waits as long as somebody else runs the trial; then it is this run's, unless there is an end that need not be run
     * again. Asked before the trial is begun.
     *
     * @param stop asked while it waits; if it says so, waiting is over, and nothing is to be begun
     */
    default Optional<TrialEnded> await(String trial, BooleanSupplier stop) {
        return Optional.empty();
    }

    /** Returns what the trial left last, its record cut to that moment; empty if it begins anew. Asked once, before it starts. */
    Optional<byte[]> latest(String trial);

    /**
     * A checkpoint that a trial left.
     *
     * @param step behind which it stands
     */
    @SuppressWarnings("ArrayRecordComponent") // as large as the model; nobody compares two of them
    record LeftCheckpoint(long step, byte[] content) {}

    /** Returns what a trial that is being trained left last; its record is not cut, and goes further. */
    default Optional<LeftCheckpoint> left(String trial) {
        return Optional.empty();
    }

    /** Gives every event that is recorded of a trial that is being trained, in order. */
    default void recorded(String trial, Consumer<Event> each) {}

    /** Takes the events of another training of a trial that is being trained, or was, from its beginning to an end that is the same. */
    default void confirmed(String trial, List<Event> again) {}

    /** Returns the moment at which the trial's record stands now. Asked on the trial's thread. */
    SavedMoment now(String trial);

    /** A moment of a trial, to which a later start can go back. */
    @FunctionalInterface
    interface SavedMoment {
        /**
         * Leaves what the trial had at that moment, and a start from there cuts the record to it. Called on any thread, while
         * the trial goes on. The event returned is for the bus.
         *
         * @param keep how many of the trial's latest ones are kept
         */
        Checkpointed write(long step, int epoch, String digest, byte[] content, int keep);
    }

    /**
     * Returns a training that this one goes on from; empty if it begins anew. Asked of a trial that started without a
     * checkpoint of its own.
     *
     * @param data that it is measured on
     */
    default Optional<EarlierTraining> earlier(String trial, TrialSpec spec, Provenance provenance, Data data) {
        return Optional.empty();
    }

    /** Takes weights of another training that a trial, which just started, begins with. */
    default void startsFrom(String trial, StartWeights weights) {}

    /** Takes what a trial that finishes learnt; not called if its {@code weights} says that nothing is kept. */
    default void finished(String trial, LearntState learnt) {}

    /** For trials that always begin anew. */
    TrialCheckpoints NONE = new TrialCheckpoints() {
        @Override
        public Optional<byte[]> latest(String trial) {
            return Optional.empty();
        }

        @Override
        public SavedMoment now(String trial) {
            return (step, epoch, digest, content, keep) -> new Checkpointed(trial, step, epoch, "", digest);
        }
    };
}
