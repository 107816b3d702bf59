package org.recurve.engine.study;

import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Describes how much of a study a run does.
 *
 * @param maxTrials of the study, in its order; those that are finished already count
 * @param shard of whose trials alone it does any
 * @param stopOnFailure whether a trial that fails stops those that run beside it, and keeps others from being begun
 * @param text all bounds as the user gave them, those of time included; empty if there are none
 */
public record RunBounds(Optional<Integer> maxTrials, Optional<StudyShard> shard, boolean stopOnFailure, String text) {
    /** All of it, whatever fails. */
    public static final RunBounds NONE = new RunBounds(Optional.empty(), Optional.empty(), false, "");

    /** Returns the places of the trials that may be run. */
    BitSet within(StudyJobs planned) {
        BitSet within = new BitSet(planned.size());
        IntStream.range(0, planned.size())
                .filter(trial ->
                        shard.map(part -> part.has(planned.identity(trial))).orElse(true))
                .limit(maxTrials.orElse(Integer.MAX_VALUE))
                .forEach(within::set);
        return within;
    }
}
