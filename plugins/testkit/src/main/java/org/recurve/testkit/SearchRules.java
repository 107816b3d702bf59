package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

/** Checks what is demanded of a search: the same trials whatever ends first, within the cube, drawn from its own stream alone. */
final class SearchRules {
    private static final int TRIALS = 40;
    private static final int DIVERGES = 7;

    private SearchRules() {}

    static <C extends Record> List<ContractCheck> checks(Search<C> search, C config, List<Axis> axes) {
        SearchWalk<C> walk = new SearchWalk<>(search, config, axes);
        return List.of(
                new ContractCheck("asks to see only trials that were suggested before", () -> {
                    for (int trial = 0; trial < TRIALS; trial++) {
                        int sees = search.sees(config, trial);
                        int last = trial;
                        assertTrue(sees >= 0 && sees <= trial, () -> "trial " + last + " asks to see " + sees);
                        assertEquals(sees, search.sees(config, trial), "asked again");
                    }
                }),
                new ContractCheck("suggests at least one point, each with a coordinate in [0, 1) for each axis", () -> {
                    List<Observation> trials = walk.trials();
                    assertTrue(!trials.isEmpty(), "it suggests nothing");
                    trials.forEach(trial -> walk.inside(trial.suggestion()));
                }),
                new ContractCheck(
                        "makes the same trials again, and from an equal stream",
                        () -> assertEquals(walk.trials(), walk.trials())),
                new ContractCheck("makes the same trials whatever the order in which it is asked", () -> {
                    List<Observation> trials = walk.trials();
                    List<Integer> order = new ArrayList<>();
                    for (int trial = 0; trial < trials.size(); trial++) {
                        order.add(trial);
                    }
                    Collections.shuffle(order, new Random(1));
                    for (int trial : order) {
                        Optional<Suggestion> again = walk.next(trial, trials);
                        assertEquals(Optional.of(trials.get(trial).suggestion()), again, () -> "trial " + trial);
                    }
                }));
    }

    /**
     * A search of the point nearest to the middle, in which each seventh trial diverges.
     *
     * @param axes that it is asked about
     */
    private record SearchWalk<C extends Record>(Search<C> search, C config, List<Axis> axes) {
        List<Observation> trials() {
            List<Observation> trials = new ArrayList<>();
            for (int trial = 0; trial < TRIALS; trial++) {
                Optional<Suggestion> next = next(trial, trials);
                if (next.isEmpty()) {
                    return trials;
                }
                trials.add(new Observation(next.get(), value(trial, next.get())));
            }
            return trials;
        }

        Optional<Suggestion> next(int trial, List<Observation> before) {
            List<Observation> seen = List.copyOf(before.subList(0, search.sees(config, trial)));
            return search.next(config, axes, trial, seen, Stream.of(3).in("search"));
        }

        private static double value(int trial, Suggestion at) {
            return trial % DIVERGES == DIVERGES - 1
                    ? Double.POSITIVE_INFINITY
                    : at.at().stream().mapToDouble(x -> (x - 0.5) * (x - 0.5)).sum();
        }

        void inside(Suggestion suggestion) {
            assertEquals(axes.size(), suggestion.at().size(), "coordinates");
            suggestion.at().forEach(x -> assertTrue(x >= 0 && x < 1, () -> x + " lies outside of [0, 1)"));
        }
    }
}
