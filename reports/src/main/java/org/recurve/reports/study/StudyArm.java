package org.recurve.reports.study;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.api.measure.MetricName;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.TrialView;

/**
 * A variant in one task, over its seeds.
 *
 * @param style which of the report's line styles it is drawn in: one for each variant, 0 for the first
 * @param task empty if the study has no tasks
 * @param planned how many seeds it has
 * @param trials those that began, in the study's order
 */
public record StudyArm(int style, String variant, String task, int planned, List<TrialView> trials) {
    public StudyArm {
        trials = List.copyOf(trials);
    }

    /** Leaves out what is large, the trials: arms of one study differ by their names. */
    @Override
    public int hashCode() {
        return Objects.hash(variant, task);
    }

    /** Returns the metric of each seed that finished, ascending by seed; what is not a finite number is there as it is. */
    public NavigableMap<Long, Double> values(String metric) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        for (TrialView trial : trials) {
            Double value = trial.metrics().get(metric);
            if (trial.status() == Event.Status.FINISHED && value != null) {
                values.put(trial.seed(), value);
            }
        }
        return values;
    }

    /** Returns how many of its trials were imported, and reproduced by nobody here. */
    public long imported() {
        return trials.stream()
                .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                .count();
    }

    /** Returns whether it is a point of a sweep, or a trial of a search: {@code variant@setting=value}. */
    public boolean isPoint() {
        return variant.indexOf('@') >= 0;
    }

    /** Seeds that ended with a result to speak of: finished, or diverged. */
    public Set<Long> outcomes(String metric) {
        Set<Long> seeds = new TreeSet<>(unsuccessful(metric));
        seeds.addAll(values(metric).keySet());
        return seeds;
    }

    /** Seeds that diverged, or finished with a value that is no finite number: an outcome, never dropped. */
    public Set<Long> unsuccessful(String metric) {
        return unsuccessful(values(metric));
    }

    /** Returns the same of {@link #values} that are known already. */
    public Set<Long> unsuccessful(Map<Long, Double> values) {
        Set<Long> seeds = new TreeSet<>();
        values.forEach((seed, value) -> {
            if (!Double.isFinite(value)) {
                seeds.add(seed);
            }
        });
        trials.stream()
                .filter(trial -> trial.status() == Event.Status.DIVERGED)
                .forEach(trial -> seeds.add(trial.seed()));
        return seeds;
    }

    /** Returns the digest of the final state of each seed that finished. */
    public NavigableMap<Long, String> digests() {
        NavigableMap<Long, String> digests = new TreeMap<>();
        trials.stream()
                .filter(trial -> trial.status() == Event.Status.FINISHED
                        && !trial.digest().isEmpty())
                .forEach(trial -> digests.put(trial.seed(), trial.digest()));
        return digests;
    }

    /** Returns why its seeds are not paired with those of another arm; empty if they are. */
    public Optional<String> noPairWith(StudyArm other, String metric) {
        MetricName name = MetricName.parse(metric);
        Map<Long, TrialView> theirs = new TreeMap<>();
        other.trials().forEach(trial -> theirs.put(trial.seed(), trial));
        for (TrialView trial : trials) {
            TrialView twin = theirs.get(trial.seed());
            if (twin != null
                    && !trial.provenance().dataDigest().equals(twin.provenance().dataDigest())) {
                return Optional.of("they saw other data");
            }
            if (twin != null && !isSameVersion(trial, twin, name)) {
                return Optional.of("another version of the metric measured them");
            }
        }
        return Optional.empty();
    }

    /** Trials of earlier versions know a plugin from a jar by all of the jar, later ones by its code: the jar itself is in both. */
    private static boolean isSameVersion(TrialView trial, TrialView twin, MetricName metric) {
        Provenance a = trial.provenance();
        Provenance b = twin.provenance();
        Optional<String> id = metric.plugin(a.plugins().keySet());
        if (!id.equals(metric.plugin(b.plugins().keySet()))) {
            return false;
        }
        return id.isEmpty()
                || Objects.equals(a.plugins().get(id.get()), b.plugins().get(id.get()))
                || a.strangers().containsKey(id.get())
                        && Objects.equals(
                                a.strangers().get(id.get()), b.strangers().get(id.get()));
    }

    /** Returns how many of its trials stand how; planned seeds that never began are in no count. */
    public Map<Event.Status, Long> counts() {
        Map<Event.Status, Long> counts = new TreeMap<>();
        trials.forEach(trial -> counts.merge(trial.status(), 1L, Long::sum));
        return counts;
    }

    /** Returns the name by which commands find it: {@code study/variant[/task]}; that of the variant if no trial began. */
    public String id() {
        String name = task.isEmpty() ? variant : variant + "/" + task;
        return trials.stream()
                .findFirst()
                .map(trial -> trial.study() + "/" + name)
                .orElse(name);
    }

    /** Returns where the page lists its trials, with their digests: a place that can be linked to. */
    public String anchor() {
        return trials.stream().findFirst().map(StudyArm::anchor).orElse("trials");
    }

    /** Returns where the page lists the trial of each seed that began. */
    public Map<Long, String> anchors() {
        return trials.stream().collect(Collectors.toMap(TrialView::seed, StudyArm::anchor, (first, _) -> first));
    }

    /** Returns where the page lists a trial. */
    public static String anchor(TrialView trial) {
        return "trial-" + trial.shortId();
    }

    /** Returns the trial that stands for the arm where one is shown: the first that finished, or else the first. */
    public Optional<TrialView> example() {
        return trials.stream()
                .filter(trial -> trial.status() == Event.Status.FINISHED)
                .findFirst()
                .or(() -> trials.stream().findFirst());
    }
}
