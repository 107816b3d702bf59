package org.recurve.spark;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.recurve.spark.TrialPiece.Reply;

/** A way for pieces of what is said of trials, from executors to the process that talks to the cluster. Spark makes it by its name. */
public final class PiecesPlugin implements SparkPlugin {
    /** Those who wait for pieces, by the names of their jobs; in the one process. */
    private static final Map<String, BridgedTrial> WAITING = new ConcurrentHashMap<>();

    /** Takes pieces to that process; in each executor there is one. */
    private static volatile Optional<PluginContext> executor = Optional.empty();

    static void await(String job, BridgedTrial trial) {
        WAITING.put(job, trial);
    }

    static void forget(String job) {
        WAITING.remove(job);
    }

    /** Returns the way out of this executor. */
    static PluginContext executor() {
        return executor.orElseThrow(() -> new IllegalStateException("this is no executor, or it has no plugin"));
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Object receive(Object message) {
                TrialPiece piece = (TrialPiece) message;
                BridgedTrial trial = WAITING.get(piece.trial());
                return trial == null ? Reply.GONE : trial.take(piece);
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> none) {
                executor = Optional.of(context);
            }
        };
    }
}
