package org.recurve.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** Studies that are nothing but results. */
public final class Views {
    private Views() {}

    /** A variant and what came of its seeds, from seed 0 on. */
    public record Outcome(String variant, String metric, double... values) {}

    public static StudyView study(String compare, Outcome... outcomes) {
        List<Event.TrialPlan> plan = new ArrayList<>();
        List<TrialView> trials = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            for (int seed = 0; seed < outcome.values().length; seed++) {
                TrialView trial = trial(trials.size(), outcome, seed);
                trials.add(trial);
                plan.add(new Event.TrialPlan(trial.id(), outcome.variant(), "", seed));
            }
        }
        return new StudyView(
                "s",
                "?",
                "",
                compare,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                plan,
                trials,
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    /** Returns the same study, each variant's trials with a configuration; with the digests of the first where it has the same. */
    public static StudyView configured(StudyView study, Map<String, String> configurations) {
        return with(
                study,
                study.plan(),
                study.trials().stream()
                        .map(trial -> configured(trial, configurations.getOrDefault(trial.variant(), "{}")))
                        .toList());
    }

    private static TrialView configured(TrialView trial, String configuration) {
        return copy(
                trial,
                configuration,
                "sha256:" + trial.seed() + configuration,
                trial.provenance(),
                trial.started(),
                trial.measured());
    }

    /** Returns the same trial, run at some time by some machine. */
    public static TrialView timed(TrialView trial, Instant started, Duration took, Provenance by) {
        return copy(trial, trial.configuration(), trial.digest(), by, started, Optional.of(took));
    }

    private static TrialView copy(
            TrialView trial,
            String configuration,
            String digest,
            Provenance provenance,
            Instant started,
            Optional<Duration> measured) {
        return new TrialView(
                trial.id(),
                trial.study(),
                trial.variant(),
                trial.task(),
                trial.seed(),
                trial.status(),
                trial.reason(),
                configuration,
                provenance,
                trial.layers(),
                trial.selectedEpoch(),
                trial.metrics(),
                digest,
                started,
                measured,
                trial.reproductions(),
                trial.trust());
    }

    /** Returns the same study with another plan and other trials. */
    public static StudyView with(StudyView study, List<Event.TrialPlan> plan, List<TrialView> trials) {
        return new StudyView(
                study.study(),
                study.question(),
                study.file(),
                study.compare(),
                study.questions(),
                study.started(),
                study.begun(),
                study.runs(),
                plan,
                trials,
                study.expectations(),
                study.warnings(),
                study.earlier(),
                study.measured(),
                study.imported());
    }

    private static TrialView trial(int number, Outcome outcome, int seed) {
        return new TrialView(
                "sha256:%064x".formatted(number),
                "s",
                outcome.variant(),
                "",
                seed,
                Event.Status.FINISHED,
                "",
                "{}",
                new Provenance("", 1, Map.of(), "", Map.of()),
                List.of(),
                1,
                Map.of(outcome.metric(), outcome.values()[seed]),
                "sha256:" + number,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                TrialTrust.OWN);
    }
}
