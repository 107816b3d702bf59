package org.recurve.app.verify;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.replay.ReplayDifference;
import org.recurve.engine.replay.StateDifference;
import org.recurve.engine.replay.TrialReplay;
import org.recurve.engine.training.TrialJob;
import org.recurve.engine.training.TrialRunner;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.KeptTensor;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.WeightList;

/** A stored trial as it runs again. For one thread. */
final class TrialRepetition {
    private final TrialJob job;
    private final StoreReader reader;
    private final BooleanSupplier stop;
    private final InstantSource clock;

    TrialRepetition(TrialJob job, StoreReader reader, BooleanSupplier stop, InstantSource clock) {
        this.job = job;
        this.reader = reader;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Describes what came of it.
     *
     * @param recorded the first difference in what a whole trial shows beside its numbers
     * @param element the first that differs at the checkpoint where a passage ends
     */
    record RepetitionResult(
            TrialReplay replay, Optional<ReplayDifference> recorded, Optional<ReplayDifference> element) {
        /** Returns the first difference of all: a number explains a picture, and not the other way round. */
        Optional<ReplayDifference> difference() {
            return replay.difference().or(() -> element).or(() -> recorded);
        }
    }

    /** Runs a passage; if it differs, on to the next checkpoint that is kept, to see which numbers of the state differ. */
    RepetitionResult run(TrialPassage passage) {
        RepetitionResult result = once(passage);
        if (passage.to().isPresent() || result.replay().difference().isEmpty()) {
            return result;
        }
        long same = passage.start() + result.replay().steps();
        return reader.checkpoints(job.identity()).stream()
                .filter(checkpoint -> checkpoint.step() >= same)
                .findFirst()
                .map(next -> once(new TrialPassage(passage.trial(), passage.from(), Optional.of(next))))
                .map(further -> new RepetitionResult(result.replay(), result.recorded(), further.element()))
                .orElse(result);
    }

    /** Returns a passage that ends at a checkpoint is run to there, any other to its first difference. */
    private RepetitionResult once(TrialPassage passage) {
        TrialView trial = passage.trial();
        List<Event> before = new ArrayList<>();
        RecordedComparison recorded = new RecordedComparison();
        reader.events(job.identity(), event -> {
            if (passage.holds(event)) {
                before.add(event);
            }
            if (passage.part().isEmpty()) {
                recorded.stored(event);
            }
        });
        TrialReplay replay = new TrialReplay(before);
        RepetitionCheckpoints repetitionCheckpoints = new RepetitionCheckpoints(passage.from());
        long[] step = {passage.start()};
        BooleanSupplier over = () -> passage.to()
                .map(end -> step[0] >= end.step())
                .orElseGet(() -> replay.difference().isPresent());
        new TrialRunner(
                        event -> {
                            step[0] = event instanceof StepDone done ? done.step() : step[0];
                            if (!(event instanceof TrialEnded ended && ended.status() == Status.INTERRUPTED)) {
                                replay.publish(event);
                                recorded.publish(event);
                            }
                        },
                        repetitionCheckpoints,
                        () -> over.getAsBoolean() || stop.getAsBoolean(),
                        clock)
                .run(job);
        Optional<ReplayDifference> element = passage.to()
                .filter(end -> step[0] == end.step())
                .flatMap(end -> StateDifference.between(
                        "the checkpoint after step " + end.step(), job, end.content(), repetitionCheckpoints.content));
        boolean whole = passage.part().isEmpty() && !stop.getAsBoolean();
        Optional<ReplayDifference> beside =
                whole ? recorded.difference().or(() -> weights(trial, repetitionCheckpoints)) : Optional.empty();
        return new RepetitionResult(replay, beside, element);
    }

    /** Returns the first tensor of the weights that are kept which the trial did not learn again. */
    private Optional<ReplayDifference> weights(TrialView trial, RepetitionCheckpoints repetition) {
        Optional<WeightList> kept = reader.learnt(trial).map(LearntModel::list);
        Optional<WeightList> learnt = repetition.learnt;
        if (kept.isEmpty()
                || learnt.isEmpty()
                || kept.get().digest().equals(learnt.get().digest())) {
            return Optional.empty();
        }
        List<KeptTensor> now = learnt.get().tensors();
        return kept.get().tensors().stream()
                .filter(tensor -> !now.contains(tensor))
                .findFirst()
                .map(tensor -> new ReplayDifference(
                        "the end",
                        "the kept weights " + tensor.name(),
                        "sha256:" + tensor.sha256(),
                        now.stream()
                                .filter(other -> other.name().equals(tensor.name()))
                                .findFirst()
                                .map(other -> "sha256:" + other.sha256())
                                .orElse("absent")))
                .or(() -> Optional.of(new ReplayDifference(
                        "the end",
                        "the kept weights",
                        kept.get().digest(),
                        learnt.get().digest())));
    }

    /** Describes what the trial goes on from, and what it left last. */
    private static final class RepetitionCheckpoints implements TrialCheckpoints {
        private final Optional<Checkpoint> from;
        private byte[] content = {};
        private Optional<WeightList> learnt = Optional.empty();

        RepetitionCheckpoints(Optional<Checkpoint> from) {
            this.from = from;
        }

        @Override
        public Optional<byte[]> latest(String trial) {
            return from.map(Checkpoint::content);
        }

        @Override
        public void finished(String trial, LearntState state) {
            learnt = Optional.of(LearntTensors.model(trial, state).list());
        }

        @Override
        public SavedMoment now(String trial) {
            return (step, epoch, digest, left, keep) -> {
                content = left;
                return new Checkpointed(trial, step, epoch, "", digest);
            };
        }
    }
}
