package org.recurve.engine.trial;

import com.google.common.base.Throwables;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.engine.bus.Events;
import org.recurve.engine.bus.RecordingFailed;

/**
 * Writes a trial's checkpoints while its training goes on, on a thread that lives as long as one write. One is written at a
 * time: the next waits for the one before, so that none is left out. For the trial's thread.
 */
final class CheckpointWriter implements AutoCloseable {
    private final Checkpoints checkpoints;
    private final String trial;
    private final Events events;
    private Optional<CompletableFuture<Checkpointed>> writing = Optional.empty();

    CheckpointWriter(Checkpoints checkpoints, String trial, Events events) {
        this.checkpoints = checkpoints;
        this.trial = trial;
        this.events = events;
    }

    /**
     * Begins to write where the training stands.
     *
     * @param course made on the writing thread, of what nobody changes any more
     * @param keep how many of the trial's latest ones are kept
     */
    void begin(Supplier<Course> course, int keep) {
        finish();
        Checkpoints.Moment now = checkpoints.now(trial);
        // A daemon: a disk that never answers must not keep a process alive that was told to end.
        Thread.Builder thread = Thread.ofPlatform().daemon().name("checkpoint");
        writing = Optional.of(CompletableFuture.supplyAsync(() -> write(course.get(), now, keep), thread::start));
    }

    private static Checkpointed write(Course course, Checkpoints.Moment moment, int keep) {
        byte[] content = course.bytes();
        try {
            return moment.write(
                    course.position().step(), course.position().epoch() - 1, course.digest(), content, keep);
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
        last.ifPresent(task -> events.publish(result(task)));
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
