package org.recurve.app.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.RunFolders;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.executor.SiteFailure;
import org.recurve.engine.executor.TrialLost;
import org.recurve.engine.executor.TrialSite;
import org.recurve.engine.executor.TrialTry;

/**
 * An Apache Spark cluster: each trial is a job of one task, which has a process beside the executor train it and brings back all that it
 * said. Nothing comes back before a trial ends: no checkpoint, and nothing of a trial that is stopped. The executors need the same
 * files under the same paths: this program, its cache and its Java.
 */
public final class SparkSite implements TrialSite {
    private static final String LIBRARIES = "recurve.spark";
    private static final int TRAINED = 0;
    private static final long PAUSE_MILLIS = 50;

    private final BridgeProcess bridge;
    private final WorkerCommand command;
    private final byte[] begin;

    private SparkSite(BridgeProcess bridge, WorkerCommand command, byte[] begin) {
        this.bridge = bridge;
        this.command = command;
        this.begin = begin;
    }

    /** Returns where Spark's libraries are, which the launcher fetches; {@link UserError} if there are none. */
    public static Path libraries() {
        return Optional.ofNullable(System.getProperty(LIBRARIES))
                .map(Path::of)
                .filter(Files::isDirectory)
                .orElseThrow(() -> new UserError(Problem.at(
                        SourcePosition.of("--on"),
                        "",
                        "Spark's libraries are not part of this program",
                        "start it by ./recurve in a checkout, which fetches them, or name a folder that has them and"
                                + " recurve-spark.jar: RECURVE_JAVA_OPTS=-D" + LIBRARIES + "=DIR")));
    }

    /** Starts to connect to the cluster. */
    public static SparkSite of(String master, WorkerCommand command, RunFolders folders, PluginRegistry registry) {
        try {
            return new SparkSite(
                    BridgeProcess.start(libraries(), master),
                    command,
                    message(DriverMessage.Begin.of(folders, registry)));
        } catch (IOException e) {
            throw new SiteFailure("the process that talks to " + master + " cannot be started: " + e.getMessage());
        }
    }

    private static byte[] message(DriverMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WireOutput out = new WireOutput(bytes)) {
            out.send(DriverMessage.class, (Record) message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) throws TrialLost {
        byte[] trial = message(new DriverMessage.Train(TrialPackage.of(what).withoutCheckpoints()));
        byte[] answer;
        try (SocketChannel channel = bridge.connect(stop)) {
            Thread watch = Thread.ofVirtual().name("stop of a job").start(() -> closeWhen(stop, channel));
            try {
                answer = answer(trial, channel);
            } finally {
                watch.interrupt();
            }
        } catch (IOException e) {
            if (bridge.isAlive() || stop.getAsBoolean()) {
                throw new TrialLost("its job was cancelled");
            }
            throw new SiteFailure("the process that talks to the cluster ended: " + bridge.last());
        }
        take(what, new TrialReception(what.job(), events, left), answer);
    }

    private byte[] answer(byte[] trial, SocketChannel channel) throws IOException, TrialLost {
        List<String> words = command.words();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        DataOutputStream parts = new DataOutputStream(request);
        parts.writeInt(words.size());
        for (String word : words) {
            write(word.getBytes(StandardCharsets.UTF_8), parts);
        }
        write(begin, parts);
        write(trial, parts);
        Channels.newOutputStream(channel).write(request.toByteArray());
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        int how = in.readUnsignedByte();
        byte[] answer = in.readNBytes(in.readInt());
        if (how != TRAINED) {
            throw new TrialLost("its job failed: " + first(new String(answer, StandardCharsets.UTF_8)));
        }
        return answer;
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Returns the first line of what the cluster says; the others are its own stack. */
    private static String first(String text) {
        return text.lines().findFirst().orElse("for no reason that it gives");
    }

    private static void take(TrialTry what, TrialReception reception, byte[] answer) {
        WireInput<WorkerMessage> in = new WireInput<>(new ByteArrayInputStream(answer), WorkerMessage.class);
        String title = what.job().spec().title();
        try {
            for (Optional<Sent<WorkerMessage>> next = in.next(); next.isPresent(); next = in.next()) {
                reception.take(next.get());
            }
        } catch (IOException e) {
            throw new SiteFailure(title + ": what trained it cannot be understood: " + e.getMessage());
        }
        reception.refused().ifPresent(reason -> {
            throw new SiteFailure(title + ": cannot be trained by the cluster: " + reason);
        });
    }

    private static void closeWhen(BooleanSupplier stop, SocketChannel channel) {
        try {
            while (!stop.getAsBoolean()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            channel.close();
        } catch (InterruptedException | IOException over) {
            return;
        }
    }

    @Override
    public void close() {
        bridge.close();
    }
}
