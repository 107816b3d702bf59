package org.recurve.app.experiment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.event.SeedVariation;
import org.recurve.app.problem.SourcePosition;

/**
 * The section {@code seeds}.
 *
 * @param all in the order in which they are run, those that may be added included
 * @param vary what the seed of a trial decides
 * @param place where they are written
 * @param precision for which some of them are added
 */
record SeedList(List<Long> all, Set<SeedVariation> vary, SourcePosition place, Optional<SeedPrecision> precision) {
    /** The seeds of a file without the section. */
    static final SeedList ONE =
            new SeedList(List.of(0L), SeedVariation.USUAL, SourcePosition.of("seeds"), Optional.empty());

    SeedList {
        all = List.copyOf(all);
        vary = Set.copyOf(vary);
    }

    /** Returns those that are run in any case. */
    List<Long> first() {
        return all.subList(
                0, all.size() - precision.map(p -> p.further().size()).orElse(0));
    }

    boolean varySplit() {
        return vary.contains(SeedVariation.SPLIT);
    }
}
