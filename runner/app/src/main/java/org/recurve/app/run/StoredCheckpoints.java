package org.recurve.app.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Provenance;
import org.recurve.app.reuse.EarlierTrials;
import org.recurve.app.reuse.EarlierTrials.EarlierTrial;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.checkpoint.EarlierTraining;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.spec.StartWeights;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.StudyStopped;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.TrialClaim;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.view.StoreReader;

/**
 * Checkpoints that stand beside the trial's journal.
 *
 * @param ledger of trials that ended, here or elsewhere
 * @param trials that may have gone the same way before
 * @param say is told what takes time
 */
record StoredCheckpoints(
        EventRecorder recorder, CompletedTrials ledger, StoreReader reader, EarlierTrials trials, Consumer<String> say)
        implements TrialCheckpoints {
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final int DIGITS = "sha256:".length() + 12;

    @Override
    public Optional<TrialEnded> await(String trial, BooleanSupplier stop) {
        TrialClaim claim = recorder.claim(trial);
        if (claim == TrialClaim.ELSEWHERE) {
            OptionalLong holder = recorder.holder(trial);
            say.accept("the trial " + trial.substring("sha256:".length(), DIGITS) + " is being run by "
                    + (holder.isPresent() ? "process " + holder.getAsLong() : "another process") + ": waiting for it");
        }
        while (claim == TrialClaim.ELSEWHERE && !stop.getAsBoolean()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            claim = recorder.claim(trial);
        }
        Optional<TrialEnded> ended = claim == TrialClaim.ELSEWHERE ? Optional.empty() : ledger.now(trial);
        if (ended.isPresent() && claim == TrialClaim.GRANTED) {
            recorder.release(trial);
        }
        return ended;
    }

    /** Returns the latest checkpoint; of a trial that this process cannot have, the record says so when the trial begins. */
    @Override
    public Optional<byte[]> latest(String trial) {
        return recorder.claim(trial) == TrialClaim.GRANTED
                ? recorder.resume(trial).map(Checkpoint::content)
                : Optional.empty();
    }

    @Override
    public Optional<LeftCheckpoint> left(String trial) {
        return recorder.left(trial).map(it -> new LeftCheckpoint(it.step(), it.content()));
    }

    @Override
    public void recorded(String trial, Consumer<Event> each) {
        recorder.recorded(trial, each);
    }

    @Override
    public void confirmed(String trial, List<Event> again) {
        recorder.confirmed(trial, again);
    }

    @Override
    public void finished(String trial, LearntState learnt) {
        recorder.learnt(LearntTensors.model(trial, learnt));
    }

    @Override
    public Optional<EarlierTraining> earlier(String trial, TrialSpec spec, Provenance provenance, Data data) {
        return found(trial, spec, provenance).flatMap(found -> switch (found) {
            case EarlierTrial.Shorter it ->
                Optional.of(new EarlierTraining.ReachedCheckpoint(
                        it.checkpoint().content(),
                        each -> trials.replay(it.trial(), trial, it.checkpoint().step(), false, each)));
            case EarlierTrial.MeasuredOtherwise it ->
                reader.learnt(it.trial())
                        .map(model -> new EarlierTraining.WholeTraining(
                                LearntTensors.state(model, data),
                                CompletedTrials.ended(it.trial()),
                                each -> trials.replay(it.trial(), trial, Long.MAX_VALUE, true, each)));
            case EarlierTrial.Useless _ -> Optional.empty();
        });
    }

    /** Returns none if the run was told to stop: its trial then ends before its first step. */
    private Optional<EarlierTrial> found(String trial, TrialSpec spec, Provenance provenance) {
        try {
            return trials.find(trial, spec.configuration(), provenance);
        } catch (StudyStopped _) {
            return Optional.empty();
        }
    }

    @Override
    public void startsFrom(String trial, StartWeights from) {
        recorder.startsFrom(trial, LearntTensors.model(from));
    }

    @Override
    public SavedMoment now(String trial) {
        long recorded = recorder.recorded(trial);
        return (step, epoch, digest, content, keep) -> {
            Checkpointed written = recorder.checkpoint(trial, "step-" + step, step, epoch, digest, recorded, content);
            recorder.prune(trial, keep);
            return written;
        };
    }
}
