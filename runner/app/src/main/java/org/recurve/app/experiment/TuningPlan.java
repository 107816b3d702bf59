package org.recurve.app.experiment;

import java.util.List;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.engine.spec.EpochSelection;

/**
 * Describes how the nuisance settings of each variant and task are found: with an equal number of trials, on a seed that the study
 * does not have, by a metric that is not of the test split.
 *
 * @param trials of each variant and task, at most
 * @param by the metric, and which end of it is the good one
 * @param seed of all these trials
 * @param finest how many digits more than usual values can have
 * @param place of the section in the file
 * @param at a variant with the settings of a suggestion and its share of the epochs; what cannot be ends in a UserError
 */
public record TuningPlan(
        Spec<Search<?>> search,
        int trials,
        EpochSelection by,
        long seed,
        List<Axis> axes,
        int finest,
        SourcePosition place,
        TuningAttempt at) {
    /** Makes the variant that a suggestion is tried as. */
    @FunctionalInterface
    public interface TuningAttempt {
        /**
         * Makes it.
         *
         * @param finer with how many digits more than usual
         */
        StudyVariant of(StudyVariant variant, Suggestion suggestion, int finer);
    }

    public TuningPlan {
        axes = List.copyOf(axes);
    }

    /** Returns a failure of the search, where the file has it. */
    public BrokenPlugin broken(PluginFailure failure) {
        return new BrokenPlugin(Problem.at(place, failure.part(), String.valueOf(failure.getMessage())), failure);
    }
}
