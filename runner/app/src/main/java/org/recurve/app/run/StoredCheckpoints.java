package org.recurve.app.run;

import java.util.Optional;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.engine.trial.Checkpoints;
import org.recurve.storage.Claim;
import org.recurve.storage.Recorder;
import org.recurve.storage.journal.Checkpoint;

/** Checkpoints that stand beside the trial's journal. */
record StoredCheckpoints(Recorder recorder) implements Checkpoints {
    /** Of a trial that this process cannot have, the record will say so when the trial begins. */
    @Override
    public Optional<byte[]> latest(String trial) {
        return recorder.claim(trial) == Claim.GRANTED
                ? recorder.resume(trial).map(Checkpoint::content)
                : Optional.empty();
    }

    @Override
    public Checkpointed write(String trial, long step, int epoch, String digest, byte[] content, int keep) {
        Checkpointed written = recorder.checkpoint(trial, "step-" + step, step, epoch, digest, content);
        recorder.prune(trial, keep);
        return written;
    }
}
