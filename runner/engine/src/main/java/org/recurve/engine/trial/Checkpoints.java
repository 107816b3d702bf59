package org.recurve.engine.trial;

import java.util.Optional;
import org.recurve.api.event.Event.Checkpointed;

/** Where a trial leaves all that its next step depends on, so that it can go on from there after a stop or a kill. */
public interface Checkpoints {
    /** What the trial left last, its record cut to that moment; empty if it begins anew. Asked once, before it starts. */
    Optional<byte[]> latest(String trial);

    /**
     * Leaves it for a later start. The event returned is for the bus.
     *
     * @param keep how many of the trial's latest ones are kept
     */
    Checkpointed write(String trial, long step, int epoch, String digest, byte[] content, int keep);

    /** For trials that always begin anew. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<byte[]> latest(String trial) {
            return Optional.empty();
        }

        @Override
        public Checkpointed write(String trial, long step, int epoch, String digest, byte[] content, int keep) {
            return new Checkpointed(trial, step, epoch, "", digest);
        }
    };
}
