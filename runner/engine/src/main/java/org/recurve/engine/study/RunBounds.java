package org.recurve.engine.study;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.engine.training.TrialJob;

/**
 * How much of a study a run does.
 *
 * @param maxTrials of the study, in its order; those that are finished already count
 * @param shard of whose trials alone it does any
 * @param stopOnFailure whether a trial that fails stops those that run beside it, and keeps others from being begun
 * @param text all bounds as the user gave them, those of time included; empty if there are none
 */
public record RunBounds(Optional<Integer> maxTrials, Optional<StudyShard> shard, boolean stopOnFailure, String text) {
    /** All of it, whatever fails. */
    public static final RunBounds NONE = new RunBounds(Optional.empty(), Optional.empty(), false, "");

    /** Returns the identities of the trials that may be run. */
    Set<String> within(List<TrialJob> planned) {
        return planned.stream()
                .map(TrialJob::identity)
                .filter(identity -> shard.map(part -> part.has(identity)).orElse(true))
                .limit(maxTrials.orElse(Integer.MAX_VALUE))
                .collect(Collectors.toSet());
    }
}
