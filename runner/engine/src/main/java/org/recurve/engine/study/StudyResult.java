package org.recurve.engine.study;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.engine.spec.GeneratedList;

/**
 * Describes what a study came to, as far as this run went.
 *
 * @param trials those that ended, in the order of the study; each is read from a file whenever it is asked for, since there may be very many
 * @param searched identities of trials that were only tried by a search
 * @param expectations each line of {@code expect} with whether it held; empty if trials are missing
 */
public record StudyResult(
        String study, List<TrialEnd> trials, Set<String> searched, Map<String, Boolean> expectations) {
    public StudyResult {
        searched = Set.copyOf(searched);
        trials = GeneratedList.copyOf(trials);
        expectations = Map.copyOf(expectations);
    }

    /** A trial's end; {@code reused} if it had ended so before this run. */
    public record TrialEnd(TrialPlan plan, TrialEnded ended, boolean reused) {}
}
