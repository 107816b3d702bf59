package org.recurve.app.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Provenance;
import org.recurve.app.display.CountText;
import org.recurve.engine.training.TrialJob;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/**
 * Says which stored trials of a study cannot be reused although the file still asks for them, and which part of their
 * identity has changed since: the arithmetic, the training loop, a plugin, the data or a default.
 */
public final class RetrainedTrials {
    private RetrainedTrials() {}

    private record TrialName(String variant, String task, long seed) {}

    /**
     * Returns one sentence, or nothing if no trial is trained again for such a reason. A trial whose settings differ because
     * the file does is another trial, of which nothing is said.
     *
     * @param stored the study as its latest run planned it
     * @param pending what this run is to train
     * @param text the experiment file's text
     */
    public static Optional<String> note(StudyView stored, Collection<TrialJob> pending, String text) {
        Map<TrialName, TrialView> before = new HashMap<>();
        stored.trials().stream()
                .filter(trial -> trial.status() != Status.FAILED)
                .forEach(trial -> before.put(new TrialName(trial.variant(), trial.task(), trial.seed()), trial));
        Set<String> moved = new LinkedHashSet<>();
        int trials = 0;
        for (TrialJob job : pending) {
            TrialName name = new TrialName(
                    job.spec().variant(), job.spec().task(), job.spec().seed());
            List<String> parts = Optional.ofNullable(before.get(name))
                    .filter(trial -> !trial.id().equals(job.identity()))
                    .map(trial -> moved(trial, job, text.equals(stored.file())))
                    .orElse(List.of());
            trials += parts.isEmpty() ? 0 : 1;
            moved.addAll(parts);
        }
        return trials == 0
                ? Optional.empty()
                : Optional.of(CountText.of(trials, "stored trial") + " cannot be reused and "
                        + (trials == 1 ? "is" : "are") + " retrained (" + String.join("; ", moved) + ")");
    }

    private static List<String> moved(TrialView stored, TrialJob job, boolean sameFile) {
        boolean sameSettings = stored.configuration().equals(job.spec().configuration());
        if (!sameSettings && !sameFile) {
            return List.of();
        }
        Provenance was = stored.provenance();
        Provenance is = job.provenance();
        List<String> parts = new ArrayList<>();
        if (was.arithmetic() != is.arithmetic()) {
            parts.add("arithmetic: was " + was.arithmetic() + ", is " + is.arithmetic());
        }
        Set<String> ids = new TreeSet<>(was.plugins().keySet());
        ids.addAll(is.plugins().keySet());
        ids.stream()
                .filter(id -> !version(was, id).equals(version(is, id)))
                .forEach(id -> parts.add(id + ": was " + version(was, id) + ", is " + version(is, id)));
        if (!was.dataDigest().equals(is.dataDigest())) {
            parts.add("data: its contents changed");
        }
        if (!sameSettings) {
            parts.add("settings: defaults changed");
        }
        return parts;
    }

    /** Returns a built-in plugin's number, or the beginning of a jar's digest. */
    private static String version(Provenance provenance, String id) {
        String versions = provenance.plugins().getOrDefault(id, "");
        if (versions.isEmpty()) {
            return id.equals(Provenance.TRAINING_LOOP) ? "1" : "not used";
        }
        return versions.replace(id + "@", "").replaceAll("sha256:([0-9a-f]{12})[0-9a-f]*", "the jar $1");
    }
}
