package org.recurve.spark;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import sun.misc.Signal;

/**
 * The process that talks to a cluster for another one, which started it: each connection to its socket is one trial. It ends when its
 * standard input does, and what runs on the cluster with it.
 */
public final class SparkBridge {
    private static final String LOCAL_CLUSTER = "local-cluster";
    private static final String PLUGINS = "spark.plugins";
    private static final String LOOPBACK = "127.0.0.1";
    private static final long PATIENCE_MILLIS = 5000;

    private SparkBridge() {}

    /** Takes the cluster's address and the path of the socket to open. */
    public static void main(String[] words) throws IOException {
        List.of("INT", "TERM", "HUP").forEach(name -> Signal.handle(new Signal(name), _ -> {}));
        String master = words[0];
        JavaSparkContext cluster = new JavaSparkContext(configuration(master));
        Thread.ofPlatform().daemon().start(() -> endWithInput(cluster));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(Path.of(words[1])));
            for (long number = 0; ; number++) {
                SocketChannel channel = server.accept();
                BridgedTrial trial = new BridgedTrial(cluster, channel, "trial-" + number);
                Thread.ofPlatform().daemon().start(trial::run);
            }
        }
    }

    /** Options of the JVM, {@code -Dspark.…}, come before these. */
    private static SparkConf configuration(String master) {
        SparkConf configuration = new SparkConf()
                .setMaster(master)
                .setAppName("recurve")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.driver.maxResultSize", "0")
                .setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .setIfMissing("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
                .setIfMissing("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"));
        String others = configuration.get(PLUGINS, "");
        configuration.set(PLUGINS, PiecesPlugin.class.getName() + (others.isEmpty() ? "" : "," + others));
        return master.startsWith(LOCAL_CLUSTER)
                ? configuration
                        .setIfMissing("spark.driver.host", LOOPBACK)
                        .setIfMissing("spark.driver.bindAddress", LOOPBACK)
                        .setIfMissing("spark.master.rest.enabled", "false")
                : configuration;
    }

    private static void endWithInput(JavaSparkContext cluster) {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException gone) {
            // that is its end, too
        }
        Thread stopping = Thread.ofPlatform().daemon().start(cluster::stop);
        try {
            stopping.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
