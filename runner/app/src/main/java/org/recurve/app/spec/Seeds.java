package org.recurve.app.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.app.problem.Place;
import org.recurve.engine.spec.Vary;

/**
 * The section {@code seeds}.
 *
 * @param all in the order in which they are run, those that may be added included
 * @param vary what the seed of a trial decides
 * @param place where they are written
 * @param precision for which some of them are added
 */
record Seeds(List<Long> all, Set<Vary> vary, Place place, Optional<Precision> precision) {
    /** What a file without the section has. */
    static final Seeds ONE = new Seeds(List.of(0L), Vary.USUAL, Place.of("seeds"), Optional.empty());

    Seeds {
        all = List.copyOf(all);
        vary = Set.copyOf(vary);
    }

    /** Those that are run in any case. */
    List<Long> first() {
        return all.subList(
                0, all.size() - precision.map(p -> p.further().size()).orElse(0));
    }

    boolean varySplit() {
        return vary.contains(Vary.SPLIT);
    }
}
