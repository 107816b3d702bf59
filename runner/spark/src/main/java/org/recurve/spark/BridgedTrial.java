package org.recurve.spark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.recurve.spark.TrialPiece.Reply;

/**
 * A trial that came by a connection, as a job of one task. In: the words of a command, what a process of it is told first, what it is
 * told of the trial, and what stops it; later a byte if it is to stop. Out: pieces of what the process says, each with a byte that says
 * what it is. If the connection is closed before the end, the job is cancelled. The task that speaks first is listened to; another one
 * of the same job, as Spark begins it where an executor is lost or slow, has to wait until that gives no sign of life, or to have all.
 */
final class BridgedTrial {
    private static final int PART = 0;
    private static final int DONE = 1;
    private static final int LOST = 2;
    private static final int WHOLE = 3;

    /** Says how long a task may be silent that is to say something twice a second. */
    private static final long SILENT_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long NOBODY = -1;

    private final JavaSparkContext cluster;
    private final SocketChannel channel;
    private final DataOutputStream out;
    private final String name;
    private long followed = NOBODY;
    private long heardAt;
    private boolean stopping;
    private boolean over;

    /** @param name of the job */
    BridgedTrial(JavaSparkContext cluster, SocketChannel channel, String name) {
        this.cluster = cluster;
        this.channel = channel;
        this.out = new DataOutputStream(Channels.newOutputStream(channel));
        this.name = name;
    }

    void run() {
        PiecesPlugin.await(name, this);
        try (channel;
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel))) {
            List<String> command = new ArrayList<>();
            for (int words = in.readInt(); words > 0; words--) {
                command.add(new String(bytes(in), StandardCharsets.UTF_8));
            }
            byte[] first = bytes(in);
            byte[] trial = bytes(in);
            WorkerTask task = new WorkerTask(name, command, first, bytes(in));
            Thread.ofPlatform().daemon().start(() -> stopWhenTold(in));
            byte[] failure = failure(task, trial).getBytes(StandardCharsets.UTF_8);
            end(failure.length == 0 ? DONE : LOST, failure);
        } catch (IOException gone) {
            cluster.cancelJobGroup(name);
        } finally {
            PiecesPlugin.forget(name);
        }
    }

    /** Runs the job; returns why it failed, and nothing if it did not. */
    private String failure(WorkerTask task, byte[] trial) {
        try {
            cluster.setJobGroup(name, "a trial", true);
            cluster.parallelize(List.of(trial), 1).map(task).collect();
            return "";
        } catch (Exception e) { // one of Scala's, which need not be declared
            return "its job failed: " + first(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the first line of what the cluster says; the others are its own stack. */
    private static String first(String text) {
        return text.lines().findFirst().orElse("for no reason that it gives");
    }

    /** Takes a piece from a task. */
    synchronized Reply take(TrialPiece piece) {
        if (over) {
            return Reply.GONE;
        }
        try {
            followed = followed == NOBODY ? piece.attempt() : followed;
            if (piece.attempt() == followed) {
                heardAt = System.nanoTime();
                write(PART, piece.bytes());
                if (!piece.failure().isEmpty()) {
                    end(LOST, piece.failure().getBytes(StandardCharsets.UTF_8));
                }
                return stopping ? Reply.STOP : Reply.GO_ON;
            }
            if (piece.whole()) {
                end(WHOLE, piece.bytes());
                return Reply.GO_ON;
            }
            if (System.nanoTime() - heardAt > SILENT_NANOS) {
                end(LOST, "the executor that trained it gives no sign of life".getBytes(StandardCharsets.UTF_8));
            }
            return Reply.HOLD;
        } catch (IOException gone) {
            over = true;
            return Reply.GONE;
        }
    }

    private synchronized void end(int how, byte[] bytes) throws IOException {
        if (!over) {
            over = true;
            write(how, bytes);
        }
    }

    private void write(int kind, byte[] bytes) throws IOException {
        if (kind != PART || bytes.length > 0) {
            out.writeByte(kind);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private void stopWhenTold(DataInputStream in) {
        try {
            while (in.read() >= 0) {
                if (isNobodys()) {
                    break;
                }
            }
        } catch (IOException closed) {
            // so it is
        }
        cluster.cancelJobGroup(name);
    }

    /** Returns whether no task has spoken yet that could be told to stop. */
    private synchronized boolean isNobodys() {
        stopping = true;
        return followed == NOBODY;
    }
}
