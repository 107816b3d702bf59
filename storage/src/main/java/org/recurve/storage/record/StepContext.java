package org.recurve.storage.record;

import java.util.List;
import java.util.Set;

/**
 * Describes what the step records after it have in common, and therefore do not repeat.
 *
 * @param trial whose steps they are
 * @param watched the names of their watched quantities, ascending
 */
public record StepContext(String trial, List<String> watched) {
    /** Before the first step. */
    public static final StepContext NONE = new StepContext("", List.of());

    public StepContext {
        watched = List.copyOf(watched);
    }

    public boolean fits(String otherTrial, Set<String> names) {
        return trial.equals(otherTrial) && watched.size() == names.size() && names.containsAll(watched);
    }
}
