package org.recurve.storage.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.StudyQuestions;

/**
 * A study as its latest run planned it, with what came of it.
 *
 * @param file the experiment file's text; empty if only trials, and no run of the study, lie in this store
 * @param compare the questions as JSON, as earlier versions stored them
 * @param questions what the study asks of its results; empty if an earlier version stored {@code compare} alone
 * @param started when the latest run began; of a study whose settings were searched for, after the search
 * @param begun when the first of its runs, or of the trials trained for it, began
 * @param runs how many there were, interrupted ones too
 * @param plan every trial, baseline first
 * @param trials those of the plan that began, in its order, named (variant, task, seed) as this study names them
 * @param expectations each line of {@code expect} with whether it held; empty until the study ended
 * @param warnings what the user should know
 * @param earlier runs of this study that ended before the latest began, oldest first
 * @param measured how long the latest run took; empty until it ended
 * @param imported whether the latest run, and so the file and the plan, was imported
 */
public record StudyView(
        String study,
        String question,
        String file,
        String compare,
        Optional<StudyQuestions> questions,
        Instant started,
        Instant begun,
        int runs,
        List<Event.TrialPlan> plan,
        List<TrialView> trials,
        Map<String, Boolean> expectations,
        List<Event.Warned> warnings,
        List<EarlierRun> earlier,
        Optional<Duration> measured,
        boolean imported) {
    public StudyView {
        plan = List.copyOf(plan);
        trials = List.copyOf(trials);
        expectations = Map.copyOf(expectations);
        warnings = List.copyOf(warnings);
        earlier = List.copyOf(earlier);
    }
}
