package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Vector;

/** Checks what is demanded of a clipper: it shortens what is long, leaves what is short, and survives zero. */
final class ClipperRules {
    private ClipperRules() {}

    static <C extends Record> List<ContractCheck> checks(Clipper<C> clipper, C config) {
        return List.of(
                new ContractCheck("never makes a gradient longer", () -> shortens(clipper, config)),
                new ContractCheck("leaves a tiny gradient alone", () -> leaves(clipper, config, 1e-9)),
                new ContractCheck("leaves a gradient of zeros alone", () -> leaves(clipper, config, 0)));
    }

    private static <C extends Record> void shortens(Clipper<C> clipper, C config) {
        try (StretchedBowl.BowlDescent descent = StretchedBowl.walk()) {
            Vector gradient = descent.at(descent.state(), 0).gradient();
            for (double factor : new double[] {1e-3, 1, 1e3, 1e6}) {
                Vector given = gradient.times(factor);
                double norm =
                        clipper.clip(config, descent.state().theta(), given).norm();
                assertTrue(norm <= given.norm() * (1 + 1e-6), () -> "from " + given.norm() + " to " + norm);
            }
        }
    }

    /** Returns a long gradient after clipping. */
    static <C extends Record> double[] numbers(Clipper<C> clipper, C config) {
        try (StretchedBowl.BowlDescent descent = StretchedBowl.walk()) {
            Vector given = descent.at(descent.state(), 0).gradient().times(1e3);
            return TestNumbers.stream(
                            clipper.clip(config, descent.state().theta(), given).toArray())
                    .toArray();
        }
    }

    private static <C extends Record> void leaves(Clipper<C> clipper, C config, double factor) {
        try (StretchedBowl.BowlDescent descent = StretchedBowl.walk()) {
            Vector given = descent.at(descent.state(), 0).gradient().times(factor);
            Vector clipped = clipper.clip(config, descent.state().theta(), given);
            assertArrayEquals(given.toArray(), clipped.toArray());
        }
    }
}
