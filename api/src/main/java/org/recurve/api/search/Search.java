package org.recurve.api.search;

import java.util.List;
import java.util.Optional;
import org.recurve.api.random.Stream;

/**
 * Suggests settings, one trial after another. A suggestion is a pure function of what this interface is given, so a search
 * makes the same trials however many of them run side by side, and whichever ends first.
 */
public interface Search<C extends Record> {
    /**
     * Returns how many of the first trials are shown to the suggestion of trial {@code trial}, which waits for them; from 0 (it looks at
     * nothing) to {@code trial}.
     *
     * @param trial counted from 0
     */
    int sees(C config, int trial);

    /**
     * Returns the settings of a trial; empty if the search is over.
     *
     * @param axes what is searched
     * @param trial counted from 0
     * @param seen the first {@link #sees} trials, in order
     * @param random a stream of this search alone
     */
    Optional<Suggestion> next(C config, List<Axis> axes, int trial, List<Observation> seen, Stream random);
}
