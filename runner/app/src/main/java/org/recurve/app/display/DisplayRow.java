package org.recurve.app.display;

import java.util.Map;
import java.util.TreeMap;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.TrialView;

/** A trial as results show it, whether it was run just now or long ago. */
public record DisplayRow(
        String id,
        String variant,
        String task,
        long seed,
        Status status,
        String reason,
        Map<String, Double> metrics,
        String digest,
        TrialTrust trust) {
    /** @param trust what the store says of the trial */
    public static DisplayRow of(TrialEnd end, TrialTrust trust) {
        TrialPlan plan = end.plan();
        TrialEnded ended = end.ended();
        return new DisplayRow(
                plan.trial(),
                plan.variant(),
                plan.task(),
                plan.seed(),
                ended.status(),
                ended.reason(),
                ended.metrics(),
                ended.digest(),
                trust);
    }

    public static DisplayRow of(TrialView trial) {
        return new DisplayRow(
                trial.id(),
                trial.variant(),
                trial.task(),
                trial.seed(),
                trial.status(),
                trial.reason(),
                trial.metrics(),
                trial.digest(),
                trial.trust());
    }

    /** Returns the name that people use for the trial within its study: {@code variant[/task]/seed}. */
    public String title() {
        return new TrialPlan(id, variant, task, seed).title();
    }

    public boolean isFinished() {
        return status == Status.FINISHED;
    }

    /** Returns whether nobody here has reproduced what others say that it came to. */
    public boolean isImported() {
        return trust == TrialTrust.IMPORTED;
    }

    /** For JSON. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new TreeMap<>(Map.of(
                "id", id,
                "variant", variant,
                "seed", seed,
                "status", word(status),
                "metrics", metrics,
                "digest", digest,
                "trust", trust.word()));
        if (!task.isEmpty()) {
            plain.put("task", task);
        }
        if (!reason.isEmpty()) {
            plain.put("reason", reason);
        }
        return plain;
    }

    /** {@code finished}. */
    public static String word(Status status) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
    }
}
