package org.recurve.api.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;

/** A trial as it is stored. What it recorded is read when it is asked for. */
public interface ReportedTrial {
    /** Returns its identity: {@code sha256:} and 64 hexadecimal digits. */
    String id();

    String variant();

    /** Returns the task; empty if the study has none. */
    String task();

    long seed();

    Event.Status status();

    /** Returns its metrics at the epoch that counts, by name, as in {@code test.accuracy}; none until it ended. */
    Map<String, Double> metrics();

    /** Returns its settings by the paths of experiment files, as in {@code train.optimizer}, in words and numbers. */
    Map<String, String> settings();

    /** Returns its finished epochs, ascending. */
    List<ReportedEpoch> epochs();

    /** Returns the names of what it recorded at steps, as in {@code loss} and {@code gradient-norm}. */
    List<String> quantities();

    /** Returns a quantity over its steps; empty if it has none of this name. */
    Optional<ReportedSteps> steps(String quantity);

    /** Returns what it recorded to look at under a name, in order. */
    List<Artifact> artifacts(String name);

    /**
     * A finished epoch.
     *
     * @param metrics by name, as in {@code validation.accuracy}
     */
    record ReportedEpoch(int epoch, long step, Map<String, Double> metrics) {
        public ReportedEpoch {
            metrics = Map.copyOf(metrics);
        }
    }

    /**
     * A quantity over steps; both arrays have one length.
     *
     * @param steps ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // many numbers; nobody compares two of them by equals
    record ReportedSteps(long[] steps, double[] values) {}
}
