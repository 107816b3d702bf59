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
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.Variant;
import org.recurve.app.yaml.YamlReader;
import org.recurve.storage.TrialView;
import org.recurve.storage.journal.TrialTrust;

/**
 * One of the two that are compared.
 *
 * @param title as the user named it
 * @param arms by variant and task
 * @param trials how many it has; none of a file
 * @param imported how many of them were imported, and reproduced by nobody here
 */
public record Side(String title, Map<String, Arm> arms, int trials, long imported) {
    public Side {
        arms = new LinkedHashMap<>(arms);
    }

    /** The title, and how many of its trials are only what others say. */
    String marked() {
        return imported == 0 ? title : title + " (" + imported + " of " + trials + " imported)";
    }

    /**
     * A variant on a task.
     *
     * @param settings by path, the seed left out
     * @param seeds that finished
     * @param metrics of each seed that finished, in order; of a file there are none
     * @param digests of the final states, in the order of the seeds
     */
    public record Arm(
            SortedMap<String, String> settings,
            Collection<Long> seeds,
            SortedMap<String, List<Double>> metrics,
            List<String> digests) {}

    /** An experiment file, whose results are not known. */
    public static Side of(String title, Experiment experiment) {
        Map<String, Arm> arms = new LinkedHashMap<>();
        for (Variant variant : experiment.variants()) {
            SortedMap<String, String> settings =
                    Leaves.of(variant.configuration().plain());
            arms.put(variant.title(), new Arm(settings, experiment.seeds(), new TreeMap<>(), List.of()));
        }
        return new Side(title, arms, 0, 0);
    }

    /** Trials of a store: of a whole study, or some of it. */
    public static Side of(String title, List<TrialView> trials) {
        Map<String, List<TrialView>> grouped = new LinkedHashMap<>();
        for (TrialView trial : trials) {
            String arm = trial.task().isEmpty() ? trial.variant() : trial.variant() + "/" + trial.task();
            grouped.computeIfAbsent(arm, _ -> new ArrayList<>()).add(trial);
        }
        Map<String, Arm> arms = new LinkedHashMap<>();
        grouped.forEach((name, own) -> arms.put(name, arm(own)));
        long imported = trials.stream()
                .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                .count();
        return new Side(title, arms, trials.size(), imported);
    }

    private static Arm arm(List<TrialView> trials) {
        SortedMap<String, String> settings =
                Leaves.of(YamlReader.file("configuration", trials.getFirst().configuration(), new Problems())
                        .plain());
        settings.remove("seed");
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
        return new Arm(settings, seeds, metrics, digests);
    }
}
