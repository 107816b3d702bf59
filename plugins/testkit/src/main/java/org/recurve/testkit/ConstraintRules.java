package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Constraint;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;

/** Checks what is demanded of a constraint: it leaves alone what it is not for, and what is in the set stays where it is. */
final class ConstraintRules {
    private static final List<Segment> SEGMENTS =
            List.of(new Segment("a.w", Shape.of(3, 4), 0), new Segment("b.w", Shape.of(2, 2, 1, 5), 12));

    private ConstraintRules() {}

    static <C extends Record> List<ContractCheck> checks(Constraint<C> constraint, C config) {
        return List.of(
                new ContractCheck("leaves alone what it is not for", () -> leaves(constraint, config)),
                new ContractCheck("keeps what is in the set", () -> keeps(constraint, config)));
    }

    private static Vector theta() {
        return VectorFactory.of(SEGMENTS, TestNumbers.floats("constraint", 32)).times(5);
    }

    /** Returns parameters held in the set. */
    static <C extends Record> double[] numbers(Constraint<C> constraint, C config) {
        return TestNumbers.stream(
                        constraint.project(config, theta(), segment -> true).toArray())
                .toArray();
    }

    private static <C extends Record> void leaves(Constraint<C> constraint, C config) {
        assertArrayEquals(
                theta().toArray(),
                constraint.project(config, theta(), segment -> false).toArray());
        float[] held = constraint
                .project(config, theta(), segment -> segment.name().equals("b.w"))
                .toArray();
        assertArrayEquals(java.util.Arrays.copyOf(theta().toArray(), 12), java.util.Arrays.copyOf(held, 12));
    }

    private static <C extends Record> void keeps(Constraint<C> constraint, C config) {
        Vector once = constraint.project(config, theta(), segment -> true);
        Vector twice = constraint.project(config, once, segment -> true);
        assertArrayEquals(once.toArray(), twice.toArray(), 1e-5f);
    }
}
