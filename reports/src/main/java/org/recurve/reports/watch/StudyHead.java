package org.recurve.reports.watch;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.follow.TrialState;
import org.recurve.storage.view.StudyView;

/**
 * Describes how a study stands, in one look.
 *
 * @param counts of trials, by state
 * @param left how long it still takes; empty if nobody can know
 * @param leader which variant leads, and by how much; empty before there is one
 * @param ended whether its run ended and nothing goes on
 */
public record StudyHead(
        String study,
        String question,
        int planned,
        Map<TrialState, Integer> counts,
        Optional<String> left,
        Optional<String> leader,
        boolean ended) {
    public StudyHead {
        counts = Map.copyOf(counts);
    }

    static StudyHead of(StudyView study, List<FollowedTrial> trials, Optional<String> leader, boolean ended) {
        Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
        trials.forEach(trial -> counts.merge(trial.state(), 1, Integer::sum));
        return new StudyHead(
                study.study(),
                study.question(),
                trials.size(),
                counts,
                TimeLeft.of(trials).map(TimeLeft::text),
                leader,
                ended);
    }

    /** Returns how many trials stand so. */
    public int count(TrialState state) {
        return counts.getOrDefault(state, 0);
    }

    /** Returns whether it is alive, in words. */
    public String alive() {
        if (ended) {
            return "ended";
        }
        int running = count(TrialState.RUNNING);
        if (running > 0) {
            return "training";
        }
        return count(TrialState.WAITING) + count(TrialState.INTERRUPTED) == 0
                ? "every trial ended"
                : "nothing is running";
    }
}
