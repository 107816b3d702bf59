package org.recurve.app.diff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Provenance;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StudyVariant;
import org.recurve.app.query.TrialSettings;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.TrialView;

/**
 * A side of the two that are compared.
 *
 * @param title as the user named it
 * @param arms by variant and task
 * @param trials how many it has; none of a file
 * @param imported how many of them were imported, and reproduced by nobody here
 */
public record DiffSide(String title, Map<String, DiffArm> arms, int trials, long imported) {
    /** Says what the digest of the data is called. */
    static final String DATA_DIGEST = "data digest";

    public DiffSide {
        arms = new LinkedHashMap<>(arms);
    }

    /** Returns the title, and how many of its trials are only what others say. */
    String marked() {
        return imported == 0 ? title : title + " (" + imported + " of " + trials + " imported)";
    }

    /**
     * A variant on a task.
     *
     * @param settings by path, the seed left out
     * @param madeWith digests and versions that stand in no file: of data, plugins and the framework; none of a file
     * @param seeds that finished
     * @param metrics of each seed that finished, in order; of a file there are none
     * @param digests of the final states, in the order of the seeds
     */
    public record DiffArm(
            SortedMap<String, String> settings,
            SortedMap<String, String> madeWith,
            Collection<Long> seeds,
            SortedMap<String, List<Double>> metrics,
            List<String> digests) {}

    /** Returns an experiment file, whose results are not known. */
    public static DiffSide of(String title, Experiment experiment) {
        Map<String, DiffArm> arms = new LinkedHashMap<>();
        for (StudyVariant variant : experiment.variants()) {
            SortedMap<String, String> settings =
                    TrialSettings.named(variant.configuration().canonical());
            arms.put(
                    variant.title(),
                    new DiffArm(settings, new TreeMap<>(), experiment.seeds(), new TreeMap<>(), List.of()));
        }
        return new DiffSide(title, arms, 0, 0);
    }

    /** Trials of a store: of a whole study, or some of it. */
    public static DiffSide of(String title, List<TrialView> trials) {
        Map<String, List<TrialView>> grouped = new LinkedHashMap<>();
        for (TrialView trial : trials) {
            String arm = trial.task().isEmpty() ? trial.variant() : trial.variant() + "/" + trial.task();
            grouped.computeIfAbsent(arm, _ -> new ArrayList<>()).add(trial);
        }
        Map<String, DiffArm> arms = new LinkedHashMap<>();
        grouped.forEach((name, own) -> arms.put(name, arm(own)));
        long imported = trials.stream()
                .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                .count();
        return new DiffSide(title, arms, trials.size(), imported);
    }

    private static DiffArm arm(List<TrialView> trials) {
        SortedMap<String, String> settings =
                TrialSettings.named(trials.getFirst().configuration());
        Provenance provenance = trials.getFirst().provenance();
        SortedMap<String, String> madeWith = new TreeMap<>();
        madeWith.put(DATA_DIGEST, provenance.dataDigest());
        madeWith.put("version of the arithmetic", String.valueOf(provenance.arithmetic()));
        provenance.plugins().forEach((plugin, version) -> madeWith.put("version of " + plugin, version));
        SortedMap<String, List<Double>> metrics = new TreeMap<>();
        List<String> digests = new ArrayList<>();
        TreeSet<Long> seeds = new TreeSet<>();
        for (TrialView trial : trials) {
            if (trial.status() == Status.FINISHED) {
                seeds.add(trial.seed());
                digests.add(trial.digest());
                trial.metrics()
                        .forEach((metric, value) -> metrics.computeIfAbsent(metric, _ -> new ArrayList<>())
                                .add(value));
            }
        }
        return new DiffArm(settings, madeWith, seeds, metrics, digests);
    }
}
