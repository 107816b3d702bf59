package org.recurve.spark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A trial that came by a connection, as a job of one task. In: the words of a command, what a process of it is told first, and what it
 * is told of the trial. Out: a byte that says how it went, and what the process answered, or what went wrong. If the connection is
 * closed before, the job is cancelled.
 *
 * @param name of the job
 */
record BridgedTrial(JavaSparkContext cluster, SocketChannel channel, String name) {
    private static final int TRAINED = 0;
    private static final int LOST = 1;

    void run() {
        try (channel;
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel))) {
            List<String> command = new ArrayList<>();
            for (int words = in.readInt(); words > 0; words--) {
                command.add(new String(bytes(in), StandardCharsets.UTF_8));
            }
            WorkerTask task = new WorkerTask(command, bytes(in));
            byte[] trial = bytes(in);
            Thread.ofPlatform().daemon().start(() -> cancelWhenClosed(in));
            int how = TRAINED;
            byte[] answer;
            try {
                cluster.setJobGroup(name, "a trial", true);
                answer = cluster.parallelize(List.of(trial), 1)
                        .map(task)
                        .collect()
                        .getFirst();
            } catch (RuntimeException e) { // a job that failed throws one of Scala's, which declares nothing
                how = LOST;
                answer = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
            }
            out.writeByte(how);
            out.writeInt(answer.length);
            out.write(answer);
            out.flush();
        } catch (IOException gone) {
            cluster.cancelJobGroup(name);
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private void cancelWhenClosed(DataInputStream in) {
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (IOException closed) {
            // so it is
        }
        cluster.cancelJobGroup(name);
    }
}
