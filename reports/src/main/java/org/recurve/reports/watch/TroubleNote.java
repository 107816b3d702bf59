package org.recurve.reports.watch;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.event.Event;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.follow.TrialState;

/**
 * Something that went wrong, or that one should know.
 *
 * @param bad whether a trial came to no result
 * @param what in a few words
 * @param where the trial; empty if it concerns the study
 * @param trial the first digits of its identity; empty if it concerns the study
 * @param text why, and what to do
 */
public record TroubleNote(boolean bad, String what, String where, String trial, String text) {
    private static final int MOST = 50;

    /** Returns failures first, then warnings of the run, then what trials found in themselves. */
    static List<TroubleNote> of(List<FollowedTrial> trials, List<Event.Warned> warnings) {
        List<TroubleNote> notes = new ArrayList<>();
        for (FollowedTrial trial : trials) {
            TrialState state = trial.state();
            String where = trial.plan().title();
            String id = StudyBoard.shortId(trial);
            if (state.isBad()) {
                notes.add(new TroubleNote(true, state.word(), where, id, trial.reason()));
            } else if (state == TrialState.INTERRUPTED) {
                notes.add(new TroubleNote(
                        false,
                        "interrupted in epoch " + trial.epoch(),
                        where,
                        id,
                        trial.reason().isEmpty()
                                ? "Its process is gone; the same command continues with what was kept."
                                : trial.reason()));
            }
            trial.problem()
                    .ifPresent(problem -> notes.add(new TroubleNote(false, "cannot be read", where, id, problem)));
        }
        warnings.forEach(warned -> notes.add(new TroubleNote(false, warned.about(), "", "", warned.message())));
        trials.forEach(trial -> trial.findings()
                .forEach(line -> notes.add(
                        new TroubleNote(false, "finding", trial.plan().title(), StudyBoard.shortId(trial), line))));
        return List.copyOf(notes.subList(0, Math.min(MOST, notes.size())));
    }
}
