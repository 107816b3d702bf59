package org.recurve.engine.trial;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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
    private Optional<Future<Checkpointed>> writing = Optional.empty();

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
        FutureTask<Checkpointed> task = new FutureTask<>(() -> write(course.get(), now, keep));
        // A daemon: a disk that never answers must not keep a process alive that was told to end.
        Thread.ofPlatform().daemon().name("checkpoint").start(task);
        writing = Optional.of(task);
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
        if (writing.map(Future::isDone).orElse(false)) {
            finish();
        }
    }

    /** The same for what is being written, however long that takes: its end cannot be recorded before. */
    void finish() {
        Optional<Future<Checkpointed>> last = writing;
        writing = Optional.empty();
        last.ifPresent(task -> events.publish(result(task)));
    }

    /** A run is stopped by interrupts too, and what it leaves must still be whole. */
    private static Checkpointed result(Future<Checkpointed> task) {
        try {
            return Uninterruptibles.getUninterruptibly(task);
        } catch (ExecutionException e) {
            Throwables.throwIfUnchecked(e.getCause());
            throw new IllegalStateException("writing throws nothing that is checked", e);
        }
    }

    @Override
    public void close() {
        finish();
    }
}
