package org.recurve.engine.spec;

import java.util.List;
import org.recurve.api.event.StudyQuestions;

/**
 * A question, and all trials that answer it.
 *
 * @param name which is also the study's ID
 * @param question in a sentence; may be empty
 * @param file the experiment file's text as it was read
 * @param trials baseline first; trials are started in this order; each may be made when it is asked for
 * @param questions what the report is asked
 * @param compare the same as JSON, for those who read the event of an earlier version
 * @param expectations checked when all trials have ended
 * @param searched how many trials, the last ones, were only tried on the way to settings: one that fails is a bad setting
 *     and no failure of the study
 */
public record StudySpec(
        String name,
        String question,
        String file,
        List<TrialSpec> trials,
        StudyQuestions questions,
        String compare,
        List<Expectation> expectations,
        int searched) {
    public StudySpec {
        trials = GeneratedList.copyOf(trials);
        expectations = List.copyOf(expectations);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("study " + name + " has no trials; give at least one seed");
        }
    }

    /** Returns a study without a search. */
    public StudySpec(
            String name,
            String question,
            String file,
            List<TrialSpec> trials,
            StudyQuestions questions,
            String compare,
            List<Expectation> expectations) {
        this(name, question, file, trials, questions, compare, expectations, 0);
    }

    /** Returns the same study with the trials of a search behind its own. */
    public StudySpec and(List<TrialSpec> more) {
        List<TrialSpec> all = GeneratedList.joined(trials, List.copyOf(more));
        return new StudySpec(name, question, file, all, questions, compare, expectations, searched + more.size());
    }
}
