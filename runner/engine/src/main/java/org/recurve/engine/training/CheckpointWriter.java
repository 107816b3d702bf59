package org.recurve.engine.training;

import com.google.common.base.Throwables;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.checkpoint.TrialCheckpoints;

/**
 * Writes a trial's checkpoints while its training goes on, on a thread that lives as long as one write. One is written at a
 * time: the next waits for the one before, so that none is left out. For the trial's thread.
 */
final class CheckpointWriter implements AutoCloseable {
    private final TrialCheckpoints checkpoints;
    private final String trial;
    private final EventSink sink;
    private Optional<CompletableFuture<Checkpointed>> writing = Optional.empty();

    CheckpointWriter(TrialCheckpoints checkpoints, String trial, EventSink sink) {
        this.checkpoints = checkpoints;
        this.trial = trial;
        this.sink = sink;
    }

    /**
     * Begins to write where the training stands.
     *
     * @param course made on the writing thread, of what nobody changes any more
     * @param keep how many of the trial's latest ones are kept
     */
    void begin(Supplier<TrainingState> course, int keep) {
        finish();
        TrialCheckpoints.SavedMoment now = checkpoints.now(trial);
        // A daemon: a disk that never answers must not keep a process alive that was told to end.
        Thread.Builder thread = Thread.ofPlatform().daemon().name("checkpoint");
        writing = Optional.of(CompletableFuture.supplyAsync(() -> write(course.get(), now, keep), thread::start));
    }

    private static Checkpointed write(TrainingState state, TrialCheckpoints.SavedMoment moment, int keep) {
        byte[] content = state.bytes();
        try {
            return moment.write(state.position().step(), state.position().epoch() - 1, state.digest(), content, keep);
        } catch (RuntimeException e) {
            throw new RecordingFailed("the checkpoint", e);
        }
    }

    /** Publishes what was written, or throws what writing it threw, if it is over by now. */
    void look() {
        if (writing.map(CompletableFuture::isDone).orElse(false)) {
            finish();
        }
    }

    /** The same for what is being written, however long that takes: its end cannot be recorded before. */
    void finish() {
        Optional<CompletableFuture<Checkpointed>> last = writing;
        writing = Optional.empty();
        last.ifPresent(task -> sink.publish(result(task)));
    }

    /** Waits even if interrupted: what a run leaves that is being stopped must still be whole. */
    private static Checkpointed result(CompletableFuture<Checkpointed> task) {
        try {
            return task.join();
        } catch (CompletionException e) {
            Throwables.throwIfUnchecked(Objects.requireNonNullElse(e.getCause(), e));
            throw e;
        }
    }

    @Override
    public void close() {
        finish();
    }
}
