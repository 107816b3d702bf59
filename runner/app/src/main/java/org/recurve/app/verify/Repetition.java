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
import org.recurve.engine.replay.Difference;
import org.recurve.engine.replay.Replay;
import org.recurve.engine.trial.Checkpoints;
import org.recurve.engine.trial.Job;
import org.recurve.engine.trial.StateDifference;
import org.recurve.engine.trial.Trial;
import org.recurve.storage.Reader;
import org.recurve.storage.journal.Checkpoint;

/** A stored trial as it runs again. For one thread. */
final class Repetition {
    private final Job job;
    private final Reader reader;
    private final BooleanSupplier stop;
    private final InstantSource clock;

    Repetition(Job job, Reader reader, BooleanSupplier stop, InstantSource clock) {
        this.job = job;
        this.reader = reader;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param recorded the first difference in what a whole trial shows beside its numbers
     * @param element the first that differs at the checkpoint where a passage ends
     */
    record Result(Replay replay, Optional<Difference> recorded, Optional<Difference> element) {
        /** The first difference of all: a number explains a picture, and not the other way round. */
        Optional<Difference> difference() {
            return replay.difference().or(() -> element).or(() -> recorded);
        }
    }

    /** Runs a passage; if it differs, on to the next checkpoint that is kept, to see which numbers of the state differ. */
    Result run(Passage passage) {
        Result result = once(passage);
        if (passage.to().isPresent() || result.replay().difference().isEmpty()) {
            return result;
        }
        long same = passage.start() + result.replay().steps();
        return reader.checkpoints(job.identity()).stream()
                .filter(checkpoint -> checkpoint.step() >= same)
                .findFirst()
                .map(next -> once(new Passage(passage.trial(), passage.from(), Optional.of(next))))
                .map(further -> new Result(result.replay(), result.recorded(), further.element()))
                .orElse(result);
    }

    /** A passage that ends at a checkpoint is run to there, any other to its first difference. */
    private Result once(Passage passage) {
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
        Replay replay = new Replay(before);
        Left left = new Left(passage.from());
        long[] step = {passage.start()};
        BooleanSupplier over = () -> passage.to()
                .map(end -> step[0] >= end.step())
                .orElseGet(() -> replay.difference().isPresent());
        new Trial(
                        event -> {
                            step[0] = event instanceof StepDone done ? done.step() : step[0];
                            if (!(event instanceof TrialEnded ended && ended.status() == Status.INTERRUPTED)) {
                                replay.publish(event);
                                recorded.publish(event);
                            }
                        },
                        left,
                        () -> over.getAsBoolean() || stop.getAsBoolean(),
                        clock)
                .run(job);
        Optional<Difference> element = passage.to()
                .filter(end -> step[0] == end.step())
                .flatMap(end -> StateDifference.between(
                        "the checkpoint after step " + end.step(), job, end.content(), left.content));
        boolean whole = passage.part().isEmpty() && !stop.getAsBoolean();
        return new Result(replay, whole ? recorded.difference() : Optional.empty(), element);
    }

    /** What the trial goes on from, and what it left last. */
    private static final class Left implements Checkpoints {
        private final Optional<Checkpoint> from;
        private byte[] content = {};

        Left(Optional<Checkpoint> from) {
            this.from = from;
        }

        @Override
        public Optional<byte[]> latest(String trial) {
            return from.map(Checkpoint::content);
        }

        @Override
        public Moment now(String trial) {
            return (step, epoch, digest, left, keep) -> {
                content = left;
                return new Checkpointed(trial, step, epoch, "", digest);
            };
        }
    }
}
