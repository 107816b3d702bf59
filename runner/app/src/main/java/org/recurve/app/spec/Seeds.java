package org.recurve.app.spec;

import java.util.List;
import java.util.Set;
import org.recurve.app.problem.Place;
import org.recurve.engine.spec.Vary;

/**
 * The section {@code seeds}.
 *
 * @param all in the order in which they are run
 * @param vary what the seed of a trial decides
 * @param place where they are written
 */
record Seeds(List<Long> all, Set<Vary> vary, Place place) {
    /** What a file without the section has. */
    static final Seeds ONE = new Seeds(List.of(0L), Vary.USUAL, Place.of("seeds"));

    Seeds {
        all = List.copyOf(all);
        vary = Set.copyOf(vary);
    }

    boolean varySplit() {
        return vary.contains(Vary.SPLIT);
    }
}
