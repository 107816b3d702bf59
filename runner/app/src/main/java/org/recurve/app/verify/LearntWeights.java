package org.recurve.app.verify;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.export.TrainedWeights;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.training.TrialRunner;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/**
 * Learns again what the store keeps no weights of: a finished trial runs again, from the last checkpoint that is kept
 * of it or from its beginning, and comes to the same bits.
 */
public final class LearntWeights {
    private final StoredJobs jobs;
    private final InstantSource clock;

    public LearntWeights(StoredJobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Describes what running a trial to its end gave.
     *
     * @param model empty if it was stopped, or did not finish
     * @param digest of its final state, which is the stored one unless something that decides numbers has changed
     */
    public record LearntResult(Optional<LearntModel> model, String digest) {}

    /**
     * Runs a finished trial again.
     *
     * @param threads in the trial
     * @param stop asked before every step
     */
    public LearntResult of(TrialView trial, StoreReader reader, int threads, BooleanSupplier stop) {
        WatchedCheckpoints watchedCheckpoints = new WatchedCheckpoints(reader.checkpoints(trial.id()));
        TrialEnded ended = new TrialRunner(event -> {}, watchedCheckpoints, stop, clock).run(jobs.of(trial, threads));
        return new LearntResult(watchedCheckpoints.model, ended.digest());
    }

    /** Returns a model's tensors, as exporters take them. */
    public static TrainedWeights exported(TrialView trial, LearntModel model) {
        Map<String, String> about = Map.of(
                "study", trial.study(),
                "variant", trial.variant(),
                "task", trial.task(),
                "seed", Long.toString(trial.seed()),
                "trial", trial.id(),
                "digest", trial.digest(),
                "epoch", Integer.toString(trial.selectedEpoch()));
        return new TrainedWeights(
                model.tensors().stream().map(LearntTensor::tensor).toList(), about);
    }

    /** Goes on from the last checkpoint, keeps none, and sees what was learnt. */
    private static final class WatchedCheckpoints implements TrialCheckpoints {
        private final List<Checkpoint> kept;
        private Optional<LearntModel> model = Optional.empty();

        WatchedCheckpoints(List<Checkpoint> kept) {
            this.kept = kept;
        }

        @Override
        public Optional<byte[]> latest(String trial) {
            return kept.isEmpty()
                    ? Optional.empty()
                    : Optional.of(kept.getLast().content());
        }

        @Override
        public SavedMoment now(String trial) {
            return TrialCheckpoints.NONE.now(trial);
        }

        @Override
        public void finished(String trial, LearntState learnt) {
            model = Optional.of(LearntTensors.model(trial, learnt));
        }
    }
}
