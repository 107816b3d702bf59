package org.recurve.app.queue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Free;
import org.recurve.app.queue.QueueNote.Refusal;
import org.recurve.app.queue.QueueNote.TurnNote;
import org.recurve.app.run.RunFolders;
import org.recurve.app.worker.DriverMessage;
import org.recurve.app.worker.WireOutput;
import org.recurve.app.worker.WorkerCommand;
import org.recurve.app.worker.WorkerProcess;
import org.recurve.engine.executor.TrialLost;

/** Trains the trials that a worker took, one after another, in a process of its own that is kept as long as it can be. For one thread. */
final class WorkerSlot implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMillis(300).toNanos();

    /** Says how long a worker that cannot write takes no other trial. */
    private static final long LEFT_NANOS = Duration.ofSeconds(10).toNanos();

    private final QueueFolder folder;
    private final String worker;
    private final WorkerCommand command;
    private final RunFolders folders;
    private final BooleanSupplier stop;
    private final Consumer<String> say;
    private Optional<WorkerProcess> process = Optional.empty();
    private List<String> jars = List.of();

    WorkerSlot(
            QueueFolder folder,
            String worker,
            WorkerCommand command,
            RunFolders folders,
            BooleanSupplier stop,
            Consumer<String> say) {
        this.folder = folder;
        this.worker = worker;
        this.command = command;
        this.folders = folders;
        this.stop = stop;
        this.say = say;
    }

    /** Trains a trial, and gives it back; returns whether it was handed back with a checkpoint. */
    boolean train(TakenTrial taken) {
        TurnNote end;
        Path result = taken.trial().result(taken.turn());
        try (WireOutput out = new WireOutput(new BufferedOutputStream(
                Files.newOutputStream(result, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))) {
            end = train(taken, new RelayedAnswers(out));
        } catch (TrialLost lost) {
            kill();
            end = new Free(true, worker + ": " + lost.getMessage());
        } catch (IOException e) {
            return lose(taken, " cannot write or read: ", e);
        } catch (UncheckedIOException e) {
            return lose(taken, " cannot write: ", Objects.requireNonNull(e.getCause()));
        } catch (RuntimeException e) { // such as a checkpoint of which nothing can be made
            kill();
            end = new Free(true, "the worker " + worker + " failed: " + e);
        }
        give(taken, end);
        return end instanceof Free free && !free.lost() && stop.getAsBoolean();
    }

    /** Gives a trial up whose result cannot be written here, and leaves it to others for a while. */
    private boolean lose(TakenTrial taken, String what, IOException e) {
        kill();
        give(taken, new Free(true, "the worker " + worker + what + QueueFolder.reason(e)));
        for (long began = System.nanoTime(); System.nanoTime() - began < LEFT_NANOS && !stop.getAsBoolean(); ) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return false;
    }

    private TurnNote train(TakenTrial taken, RelayedAnswers answers) throws IOException, TrialLost {
        Optional<String> not;
        try {
            not = process(taken.offer().jars()).train(taken.packed(), answers, new TrialStop(taken.trial()));
        } catch (IOException missing) {
            not = Optional.of(QueueFolder.reason(missing));
        }
        if (not.isPresent()) {
            say.accept(taken.offer().trial().variant() + "/"
                    + taken.offer().trial().seed() + " of "
                    + taken.offer().trial().study() + " is not trained here: " + not.get());
            taken.trial().refuse(new Refusal(worker, not.get()));
            return new Free(false, not.get());
        }
        return answers.wasInterrupted() && !taken.trial().isToStop()
                ? new Free(false, "handed back by " + worker)
                : new Done();
    }

    /** Returns a process with these plugins. */
    private WorkerProcess process(List<String> digests) throws IOException {
        if (process.isPresent() && process.get().isAlive() && jars.equals(digests)) {
            return process.get();
        }
        close();
        List<String> copies = new ArrayList<>();
        for (String digest : digests) {
            copies.add(folder.fetch(digest, folders.pluginCopies()).toString());
        }
        WorkerProcess started = WorkerProcess.start(
                command,
                new DriverMessage.Begin(
                        folders.store().toAbsolutePath().toString(),
                        copies,
                        folders.cache().toAbsolutePath().toString(),
                        folders.own().toAbsolutePath().toString(),
                        folder.root().toString()));
        process = Optional.of(started);
        jars = digests;
        return started;
    }

    /** Gives the trial back, however long that takes: a full disk is emptied some time. */
    private void give(TakenTrial taken, TurnNote end) {
        while (taken.trial().exists()) {
            try {
                taken.trial()
                        .take(
                                taken.turn() + 1,
                                end); // if somebody else has it by now, what was written can only confirm
                return;
            } catch (IOException e) {
                if (stop.getAsBoolean()) {
                    return;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private void kill() {
        process.ifPresent(WorkerProcess::kill);
        process = Optional.empty();
    }

    @Override
    public void close() {
        process.ifPresent(WorkerProcess::close);
        process = Optional.empty();
    }

    /** Asked all the time whether a trial is to stop; looks into the folder now and then. */
    private final class TrialStop implements BooleanSupplier {
        private final QueuedTrial trial;
        private long lookedAt = System.nanoTime();

        private TrialStop(QueuedTrial trial) {
            this.trial = trial;
        }

        @Override
        public boolean getAsBoolean() {
            if (stop.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() - lookedAt < LOOK_NANOS) {
                return false;
            }
            lookedAt = System.nanoTime();
            return trial.isToStop() || !trial.exists();
        }
    }
}
