package org.recurve.app.worker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.app.display.StandardStreams;
import org.recurve.storage.pack.ScratchFolder;

/**
 * The process that has a cluster's libraries and talks to it. It is reached by a socket in a folder that only this user may enter, where
 * the cluster also keeps what it writes on this machine, and ends with this process.
 */
final class BridgeProcess implements AutoCloseable {
    private static final String MAIN = "org.recurve.spark.SparkBridge";
    private static final String OPTIONS = "RECURVE_SPARK_OPTS";
    private static final String LOCAL_CLUSTER = "local-cluster";
    private static final long PAUSE_MILLIS = 50;
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final ScratchFolder scratch;
    private volatile String last = "it said nothing";

    private BridgeProcess(Process process, ScratchFolder scratch) {
        this.process = process;
        this.scratch = scratch;
    }

    /** Starts it; what the variable {@code RECURVE_SPARK_OPTS} has are more options for its JVM. */
    static BridgeProcess start(Path libraries, String master) throws IOException {
        Path folder = Files.createTempDirectory("recurve-spark"); // for this user alone
        Files.createDirectory(folder.resolve("jars")); // where Spark looks for an installation
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dspark.local.dir=" + folder.resolve("local")));
        Stream.of(System.getenv().getOrDefault(OPTIONS, "").split("\\s+"))
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        words.addAll(List.of(
                "-cp", classPath(libraries), MAIN, master, socket(folder).toString()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        WorkerCommand.withoutOneProcess(builder.environment());
        if (master.startsWith(LOCAL_CLUSTER)) {
            builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
            builder.environment().put("SPARK_HOME", folder.toString());
        }
        BridgeProcess bridge = new BridgeProcess(builder.start(), new ScratchFolder(folder));
        Thread.ofVirtual().name("errors of a bridge").start(bridge::passErrors);
        return bridge;
    }

    private static String classPath(Path libraries) throws IOException {
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.map(jar -> jar.toAbsolutePath().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static Path socket(Path folder) {
        return folder.resolve("trials");
    }

    private void passErrors() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                StandardStreams.err().println(line);
            }
        } catch (IOException gone) {
            return;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns what it said last on its standard error. */
    String last() {
        return last;
    }

    /** Returns a connection, as soon as the cluster is there. */
    SocketChannel connect(BooleanSupplier stop) throws IOException {
        while (true) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(socket(scratch.folder())));
            } catch (IOException notYet) {
                if (!process.isAlive() || stop.getAsBoolean()) {
                    throw notYet;
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        try (scratch) {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
