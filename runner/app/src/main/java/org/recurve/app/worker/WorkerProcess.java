package org.recurve.app.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.engine.executor.MessagesMissing;
import org.recurve.engine.executor.TrialLost;

/** A child process that trains trials, one at a time. For one thread at a time. */
public final class WorkerProcess implements AutoCloseable {
    private static final String INCUBATOR = "WARNING: Using incubator modules";
    private static final int SIGNAL = 128;
    private static final int OUT_OF_MEMORY = 3;
    private static final long PAUSE_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 5;

    private final Process process;
    private final WireOutput out;
    private final WireInput<WorkerMessage> in;
    private final Set<String> trained = new HashSet<>();
    private volatile String last = "";

    private WorkerProcess(Process process) {
        this.process = process;
        this.out = new WireOutput(process.getOutputStream());
        this.in = new WireInput<>(process.getInputStream(), WorkerMessage.class);
    }

    /** Starts one, and says where things lie. */
    public static WorkerProcess start(WorkerCommand command, DriverMessage.Begin begin) throws IOException {
        WorkerProcess started = new WorkerProcess(command.builder().start());
        Thread.ofVirtual().name("errors of a worker").start(started::passErrors);
        try {
            started.out.send(DriverMessage.class, begin);
        } catch (IOException gone) {
            throw new IOException(started.ending(), gone);
        }
        return started;
    }

    /** Shows what it says on its standard error as this process's own; its JVM's first words say nothing new. */
    private void passErrors() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith(INCUBATOR)) {
                    last = line;
                    StandardStreams.err().println(line);
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** Returns whether it can be asked. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it began to train this trial before. */
    boolean hasTrained(String trial) {
        return trained.contains(trial);
    }

    /**
     * Has a trial trained.
     *
     * @return why it was not begun; empty if it came to its end
     * @throws TrialLost if the process ended while it trained
     */
    public Optional<String> train(TrialPackage trial, TrialAnswers reception, BooleanSupplier stop) throws TrialLost {
        try {
            out.send(DriverMessage.class, new DriverMessage.Train(trial));
        } catch (IOException gone) {
            return Optional.of(ending());
        }
        Thread watch = Thread.ofVirtual().name("stop of a worker").start(() -> tellToStop(stop));
        String problem = "";
        try {
            while (!reception.isOver() && problem.isEmpty()) {
                Optional<Sent<WorkerMessage>> next = next();
                next.ifPresent(reception::take);
                problem = next.isEmpty() ? ending() : "";
                if (reception.hasBegun()) {
                    trained.add(trial.identity());
                }
            }
        } catch (MessagesMissing e) {
            process.destroyForcibly();
            throw new TrialLost(String.valueOf(e.getMessage()));
        } finally {
            watch.interrupt();
        }
        if (!problem.isEmpty() && reception.hasBegun()) {
            throw new TrialLost(problem);
        }
        return problem.isEmpty() ? reception.refused() : Optional.of(problem);
    }

    /** Returns what it sent next; empty if it is gone, or sends what nobody can read. */
    private Optional<Sent<WorkerMessage>> next() {
        try {
            return in.next();
        } catch (IOException e) {
            last = last.isEmpty() ? String.valueOf(e.getMessage()) : last;
            process.destroyForcibly();
            return Optional.empty();
        }
    }

    private void tellToStop(BooleanSupplier stop) {
        try {
            while (!stop.getAsBoolean()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            out.send(DriverMessage.class, new DriverMessage.StopTrial());
        } catch (InterruptedException | IOException over) {
            return;
        }
    }

    /** Returns how it ended, and what it said last. */
    private String ending() {
        String who = "the process " + process.pid() + " that trained it ";
        int code = exit();
        if (code == OUT_OF_MEMORY) {
            return who + "ran out of memory (--memory gives each process more)";
        }
        String how = code > SIGNAL ? "was killed (signal " + (code - SIGNAL) + ")" : "ended (exit code " + code + ")";
        return who + how + (last.isEmpty() ? "" : "; it said last: " + last);
    }

    private int exit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return process.isAlive() ? -1 : process.exitValue();
    }

    /** Ends it at once. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Ends it: without anybody to talk to, it ends by itself. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException gone) {
            process.destroyForcibly();
        }
    }
}
