package org.recurve.spark;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process beside an executor that trains trials, one after another. It ends with the executor: when its input does. */
final class ExecutorProcess {
    /** Marks the end of an answer: the type of its last record. */
    private static final int END = 19;

    /** Bytes around the payload of a record: its length, its type, its checksum. */
    private static final int AROUND = 9;

    /** Variables with options of a JVM; the command has all that such a process needs, and what records speaks among its answers. */
    private static final Set<String> OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final long PAUSE_MILLIS = 500;
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(OPTIONS);
        this.process = builder.start();
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

    /** Has a trial trained, and sends all that is said of it up to the mark of the end. */
    void train(byte[] trial, byte[] stop, SentPieces pieces, BooleanSupplier cancelled) throws IOException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread watch = Thread.ofPlatform().daemon().start(() -> send(stop, pieces, cancelled, ended));
        try {
            process.getOutputStream().write(trial);
            process.getOutputStream().flush();
            answer(pieces);
        } catch (IOException e) {
            throw new IOException(
                    "the process " + process.pid() + " that trained it ended (exit code " + exit() + ")", e);
        } finally {
            ended.countDown(); // and no interruption: what is being sent would be sent twice
            join(watch);
        }
    }

    private static void join(Thread watch) {
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(SentPieces pieces) throws IOException {
        int type = 0;
        while (type != END) {
            int length = answers.readInt();
            if (length < 0 || length > Integer.MAX_VALUE - AROUND) {
                throw new EOFException("it sent something that is no answer");
            }
            byte[] whole = new byte[length + AROUND];
            ByteBuffer.wrap(whole).putInt(0, length);
            answers.readFully(whole, Integer.BYTES, whole.length - Integer.BYTES);
            type = whole[Integer.BYTES];
            pieces.add(whole);
        }
    }

    /** Sends what is there twice a second, and so hears whether the trial is to stop; ends the process if nobody wants it any more. */
    private void send(byte[] stop, SentPieces pieces, BooleanSupplier cancelled, CountDownLatch ended) {
        boolean told = false;
        try {
            while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    process.destroyForcibly();
                    return;
                }
                if (pieces.send() && !told) {
                    told = true;
                    process.getOutputStream().write(stop);
                    process.getOutputStream().flush();
                }
            }
        } catch (IOException | InterruptedException gone) {
            process.destroyForcibly();
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
