package org.recurve.app.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Status;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.search.Suggestion;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StudyVariant;
import org.recurve.app.experiment.TuningPlan;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.HyperparameterTuner;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.engine.study.StudyRunner;

/** Finds the nuisance settings of every variant on every task, each with the same number of trials. */
public record VariantTuning(TuningPlan tune, StudyRunner runner, int threads, Consumer<String> say) {
    /**
     * Describes what tuning came to.
     *
     * @param study with the settings found, on its own seeds
     * @param trials of the search, in the order in which they were suggested
     */
    public record TunedStudy(Experiment study, List<TrialSpec> trials) {
        public TunedStudy {
            trials = List.copyOf(trials);
        }
    }

    /** Empty if the run was told to stop before every variant was tuned. */
    public Optional<TunedStudy> run(Experiment experiment) {
        List<StudyVariant> tuned = new ArrayList<>();
        List<TrialSpec> trials = new ArrayList<>();
        for (StudyVariant variant : experiment.variants()) {
            Map<List<Double>, Integer> digits = new HashMap<>();
            Set<String> known = new HashSet<>();
            HyperparameterTuner tuner = new HyperparameterTuner(
                    suggestion -> spec(experiment, variant, suggestion, digits, known),
                    spec -> runner.one(experiment.study(), spec)
                            .filter(end -> end.ended().status() != Status.INTERRUPTED),
                    this::value);
            List<HyperparameterTuner.TriedSuggestion> tried;
            try {
                tried = tuner.run(tune.search(), tune.axes(), tune.trials(), runner.jobs());
            } catch (PluginFailure failure) {
                throw tune.broken(failure);
            }
            if (runner.stop().getAsBoolean()) {
                return Optional.empty();
            }
            List<HyperparameterTuner.TriedSuggestion> failed =
                    tried.stream().filter(one -> !one.isValued()).toList();
            if (!failed.isEmpty()) {
                failures(variant, failed, tried.size()).forEach(say);
            }
            HyperparameterTuner.TriedSuggestion best = best(variant, tried);
            Suggestion found = best.observation().suggestion();
            StudyVariant at = tune.at().of(variant, found, digits.getOrDefault(found.at(), 0));
            say.accept(text(variant, at, best, tried.size(), known.size()));
            tuned.add(at.as(variant));
            tried.stream().map(HyperparameterTuner.TriedSuggestion::trial).forEach(trials::add);
        }
        return Optional.of(new TunedStudy(experiment.tuned(tuned), distinct(trials)));
    }

    /** Returns the best of those that trained longest: to the end, unless none of these came to a value. */
    private HyperparameterTuner.TriedSuggestion best(
            StudyVariant variant, List<HyperparameterTuner.TriedSuggestion> tried) {
        return tried.stream()
                .filter(HyperparameterTuner.TriedSuggestion::isValued)
                .min(Comparator.<HyperparameterTuner.TriedSuggestion>comparingDouble(
                                one -> -one.observation().suggestion().budget())
                        .thenComparingDouble(one -> one.observation().value()))
                .orElseThrow(
                        () -> new TuningFailed(
                                "tune: no trial of " + variant.title() + " came to a "
                                        + tune.by().metric()
                                        + ", so there is nothing to choose from, and the study was not run; search"
                                        + " where training succeeds (a smaller learning rate, a clipper), or fix what the trials report"));
    }

    /** Returns lines about trials that came to nothing, each reason once. */
    private List<String> failures(StudyVariant variant, List<HyperparameterTuner.TriedSuggestion> failed, int trials) {
        Map<String, List<HyperparameterTuner.TriedSuggestion>> reasons =
                failed.stream().collect(Collectors.groupingBy(this::reason, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        lines.add("tuning " + variant.title() + ": " + failed.size() + " of " + trials
                + (trials == 1 ? " trial" : " trials") + " failed, which counts as the worst result:");
        reasons.forEach((reason, all) -> lines.add("  " + all.getFirst().trial().title()
                + (all.size() == 1 ? " " : " and " + (all.size() - 1) + " more ")
                + reason));
        return lines;
    }

    private String reason(HyperparameterTuner.TriedSuggestion one) {
        return switch (one.ended().status()) {
            case FINISHED -> "finished without a finite " + tune.by().metric();
            case DIVERGED -> "diverged: " + one.ended().reason();
            case FAILED -> "failed: " + one.ended().reason();
            case RUNNING, INTERRUPTED ->
                throw new IllegalStateException(one.trial().title() + " has not ended");
        };
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

    /**
     * Returns what a suggestion is trained as: with more digits if others came to the same with those it has.
     *
     * @param digits how many more those before had
     * @param known what those before came to
     */
    private TrialSpec spec(
            Experiment experiment,
            StudyVariant variant,
            Suggestion suggestion,
            Map<List<Double>, Integer> digits,
            Set<String> known) {
        int finer = digits.getOrDefault(suggestion.at(), 0);
        TrialSpec spec = spec(experiment, variant, suggestion, finer);
        if (!digits.containsKey(suggestion.at())) {
            while (known.contains(spec.configuration()) && finer < tune.finest()) {
                spec = spec(experiment, variant, suggestion, ++finer);
            }
            digits.put(suggestion.at(), finer);
        }
        known.add(spec.configuration());
        return spec;
    }

    private TrialSpec spec(Experiment experiment, StudyVariant variant, Suggestion suggestion, int finer) {
        return experiment.trial(tune.at().of(variant, suggestion, finer), tune.seed(), threads);
    }

    private double value(TrialEnd end) {
        double value = end.ended().metrics().getOrDefault(tune.by().metric(), Double.NaN);
        return tune.by().goal() == SelectionGoal.MIN ? value : -value;
    }

    private String text(
            StudyVariant variant,
            StudyVariant at,
            HyperparameterTuner.TriedSuggestion best,
            int trials,
            int different) {
        double value = best.observation().value();
        return String.format(
                Locale.ROOT,
                "tuned %s: %s (%s %.4g, the best of %d%s)",
                variant.title(),
                at.name().substring(variant.name().length() + 1),
                tune.by().metric(),
                tune.by().goal() == SelectionGoal.MIN ? value : -value,
                trials,
                different < trials ? ", " + different + " different" : "");
    }
}
