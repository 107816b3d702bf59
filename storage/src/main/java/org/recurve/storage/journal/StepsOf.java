package org.recurve.storage.journal;

import java.util.List;
import java.util.Set;

/**
 * What the step records after it have in common, and therefore do not repeat.
 *
 * @param trial whose steps they are
 * @param watched the names of their watched quantities, ascending
 */
public record StepsOf(String trial, List<String> watched) {
    /** Before the first step. */
    public static final StepsOf NONE = new StepsOf("", List.of());

    public StepsOf {
        watched = List.copyOf(watched);
    }

    boolean fits(String otherTrial, Set<String> names) {
        return trial.equals(otherTrial) && watched.size() == names.size() && names.containsAll(watched);
    }
}
