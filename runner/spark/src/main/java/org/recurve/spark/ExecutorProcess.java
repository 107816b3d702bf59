package org.recurve.spark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process beside an executor that trains trials, one after another. It ends with the executor: when its input does. */
final class ExecutorProcess {
    /** Marks the end of an answer: the type of its last record. */
    private static final int END = 19;

    /** Bytes around the payload of a record: its length, its type, its checksum. */
    private static final int AROUND = 9;

    private static final long PAUSE_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 5;

    /** Those that train nothing; tasks of an executor have nothing else that outlives them. */
    private static final Queue<ExecutorProcess> IDLE = new ConcurrentLinkedQueue<>();

    private final List<String> command;
    private final byte[] first;
    private final Process process;
    private final DataInputStream answers;

    private ExecutorProcess(List<String> command, byte[] first) throws IOException {
        this.command = command;
        this.first = first;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        process.getOutputStream().write(first);
    }

    /** Returns one that trains nothing, or a new one. */
    static ExecutorProcess take(List<String> command, byte[] first) throws IOException {
        for (ExecutorProcess idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            if (idle.process.isAlive() && idle.command.equals(command) && Arrays.equals(idle.first, first)) {
                return idle;
            }
            idle.kill();
        }
        return new ExecutorProcess(command, first);
    }

    void giveBack() {
        IDLE.add(this);
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Returns all that it answers to a trial, up to the mark of the end. */
    byte[] train(byte[] trial, BooleanSupplier cancelled) throws IOException {
        Thread watch = Thread.ofPlatform().daemon().start(() -> killWhen(cancelled));
        try {
            process.getOutputStream().write(trial);
            process.getOutputStream().flush();
            return answer();
        } catch (IOException e) {
            throw new IOException(
                    "the process " + process.pid() + " that trained it ended (exit code " + exit() + ")", e);
        } finally {
            watch.interrupt();
        }
    }

    private byte[] answer() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int type = 0;
        while (type != END) {
            int length = answers.readInt();
            if (length < 0 || length > Integer.MAX_VALUE - AROUND) {
                throw new EOFException("it sent something that is no answer");
            }
            byte[] rest = answers.readNBytes(length + AROUND - Integer.BYTES);
            if (rest.length < length + AROUND - Integer.BYTES) {
                throw new EOFException("it ended in the middle of an answer");
            }
            type = rest[0];
            whole.write(
                    new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
            whole.write(rest);
        }
        return whole.toByteArray();
    }

    private void killWhen(BooleanSupplier cancelled) {
        try {
            while (!cancelled.getAsBoolean()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            process.destroyForcibly();
        } catch (InterruptedException over) {
            return;
        }
    }

    private String exit() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    ? Integer.toString(process.exitValue())
                    : "none yet";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
