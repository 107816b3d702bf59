package org.recurve.app.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.api.event.Event.Status;
import org.recurve.api.search.Suggestion;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.Tune;
import org.recurve.app.spec.Variant;
import org.recurve.engine.spec.Select.Goal;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.StudyResult.Outcome;
import org.recurve.engine.study.StudyRunner;
import org.recurve.engine.study.Tuner;

/** Finds the nuisance settings of every variant on every task, each with the same number of trials. */
public record Tuning(Tune tune, StudyRunner runner, int threads, Consumer<String> say) {
    /**
     * What tuning came to.
     *
     * @param study with the settings found, on its own seeds
     * @param trials of the search, in the order in which they were suggested
     */
    public record Tuned(Experiment study, List<TrialSpec> trials) {
        public Tuned {
            trials = List.copyOf(trials);
        }
    }

    /** Empty if the run was told to stop before every variant was tuned. */
    public Optional<Tuned> run(Experiment experiment) {
        List<Variant> tuned = new ArrayList<>();
        List<TrialSpec> trials = new ArrayList<>();
        for (Variant variant : experiment.variants()) {
            Tuner tuner = new Tuner(
                    suggestion -> spec(experiment, variant, suggestion),
                    spec -> runner.one(experiment.study(), spec)
                            .filter(outcome -> outcome.ended().status() != Status.INTERRUPTED),
                    this::value);
            List<Tuner.Tried> tried = tuner.run(tune.search(), tune.axes(), tune.trials(), runner.jobs());
            if (runner.stop().getAsBoolean()) {
                return Optional.empty();
            }
            Tuner.Tried best = tried.stream()
                    .filter(one -> one.observation().suggestion().budget() == 1)
                    .min(Comparator.comparingDouble(one -> one.observation().value()))
                    .orElseThrow();
            Suggestion found = best.observation().suggestion();
            Variant at = tune.at().of(variant, found);
            say.accept(text(variant, at, best, tried.size()));
            tuned.add(at.as(variant));
            tried.stream().map(Tuner.Tried::trial).forEach(trials::add);
        }
        return Optional.of(new Tuned(experiment.tuned(tuned), distinct(trials)));
    }

    /** Suggestions of equal settings are one trial. */
    private static List<TrialSpec> distinct(List<TrialSpec> trials) {
        List<TrialSpec> distinct = new ArrayList<>();
        for (TrialSpec trial : trials) {
            if (distinct.stream().noneMatch(other -> other.configuration().equals(trial.configuration()))) {
                distinct.add(trial);
            }
        }
        return distinct;
    }

    private TrialSpec spec(Experiment experiment, Variant variant, Suggestion suggestion) {
        return experiment.trial(tune.at().of(variant, suggestion), tune.seed(), threads);
    }

    private double value(Outcome outcome) {
        double value = outcome.ended().metrics().getOrDefault(tune.by().metric(), Double.NaN);
        return tune.by().goal() == Goal.MIN ? value : -value;
    }

    private String text(Variant variant, Variant at, Tuner.Tried best, int trials) {
        double value = best.observation().value();
        return String.format(
                Locale.ROOT,
                "tuned %s: %s (%s %.4g, the best of %d)",
                variant.title(),
                at.name().substring(variant.name().length() + 1),
                tune.by().metric(),
                tune.by().goal() == Goal.MIN ? value : -value,
                trials);
    }
}
