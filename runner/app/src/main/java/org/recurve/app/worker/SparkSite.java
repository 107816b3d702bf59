package org.recurve.app.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.RunFolders;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.executor.MessagesMissing;
import org.recurve.engine.executor.SiteFailure;
import org.recurve.engine.executor.TrialLost;
import org.recurve.engine.executor.TrialSite;
import org.recurve.engine.executor.TrialTry;

/**
 * An Apache Spark cluster: each trial is a job of one task, which has a process beside the executor train it and brings back what it
 * says, twice a second. Of a trial that is lost the next try goes on from its last checkpoint. The executors need the same files under
 * the same paths: this program, its cache and its Java.
 */
public final class SparkSite implements TrialSite {
    private static final String LIBRARIES = "recurve.spark";
    private static final long PAUSE_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BridgeProcess bridge;
    private final WorkerCommand command;
    private final byte[] begin;

    /** All that others said of trials whose own executors were slower, by identity. */
    private final Map<String, byte[]> whole = new ConcurrentHashMap<>();

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
        TrialReception reception = new TrialReception(what.job(), events, left);
        byte[] known = whole.remove(what.job().identity());
        if (known != null) {
            AnswersBehind behind = new AnswersBehind(reception, what.step(), Map.of(), stop);
            String problem = take(new ByteArrayInputStream(known), behind::take, behind::isOver);
            if (!behind.isOver() || behind.hasGap()) {
                throw new TrialLost("what another executor said of it is no use: " + problem);
            }
            return;
        }
        try (SocketChannel channel = bridge.connect(stop)) {
            Thread watch = Thread.ofVirtual().name("stop of a job").start(() -> tellToStop(stop, channel));
            try {
                ask(what, channel);
                BridgedAnswers answers = new BridgedAnswers(Channels.newInputStream(channel));
                String problem = take(answers, reception::take, reception::isOver);
                if (!reception.isOver()) {
                    answers.whole().ifPresent(bytes -> whole.put(what.job().identity(), bytes));
                    throw new TrialLost(answers.problem().orElse(problem));
                }
                answers.awaitEnd();
            } finally {
                watch.interrupt();
            }
        } catch (IOException e) {
            if (bridge.isAlive() || stop.getAsBoolean()) {
                throw new TrialLost("its job was cancelled");
            }
            throw new SiteFailure("the process that talks to the cluster ended: " + bridge.last());
        }
        reception.refused().ifPresent(reason -> {
            throw new SiteFailure(what.job().spec().title() + ": cannot be trained by the cluster: " + reason);
        });
    }

    private void ask(TrialTry what, SocketChannel channel) throws IOException {
        List<String> words = command.words();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        DataOutputStream parts = new DataOutputStream(request);
        parts.writeInt(words.size());
        for (String word : words) {
            write(word.getBytes(StandardCharsets.UTF_8), parts);
        }
        write(begin, parts);
        write(message(new DriverMessage.Train(TrialPackage.of(what))), parts);
        write(message(new DriverMessage.StopTrial()), parts);
        Channels.newOutputStream(channel).write(request.toByteArray());
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Takes what is said until that is all, or nothing more comes; returns why. */
    private static String take(InputStream from, Consumer<Sent<WorkerMessage>> to, BooleanSupplier over) {
        WireInput<WorkerMessage> in = new WireInput<>(from, WorkerMessage.class);
        try {
            while (!over.getAsBoolean()) {
                Optional<Sent<WorkerMessage>> next = in.next();
                if (next.isEmpty()) {
                    return "what was said of it ended";
                }
                to.accept(next.get());
            }
            return "";
        } catch (IOException | MessagesMissing e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Tells a trial to stop, and waits no longer than for its checkpoint. */
    private static void tellToStop(BooleanSupplier stop, SocketChannel channel) {
        try {
            while (!stop.getAsBoolean()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            channel.write(ByteBuffer.wrap(new byte[1]));
            Thread.sleep(PATIENCE);
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
