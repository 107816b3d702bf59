package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.program.ModelState;

/** Checks what is demanded of an optimizer: it goes down a convex valley, always on the same path. */
final class OptimizerRules {
    private static final int STEPS = 50;
    private static final Set<Class<?>> STATE = Set.of(
            Vector.class, Optional.class, List.class, int.class, long.class, float.class, double.class, boolean.class);

    private OptimizerRules() {}

    static <C extends Record, S extends Record> List<ContractCheck> checks(Optimizer<C, S> optimizer, C config) {
        return List.of(
                new ContractCheck("goes down a convex valley", () -> descends(optimizer, config)),
                new ContractCheck("takes the same path every time", () -> repeats(optimizer, config)),
                new ContractCheck(
                        "leaves the parameters it was given as they were", () -> leavesTheta(optimizer, config)),
                new ContractCheck("has a state that can be stored", () -> storable(optimizer, config)));
    }

    /** The loss and the parameters before the first step and after each. */
    private record Path(List<Double> losses, List<float[]> thetas) {}

    private static <C extends Record, S extends Record> Path path(Optimizer<C, S> optimizer, C config) {
        Path path = new Path(new ArrayList<>(), new ArrayList<>());
        try (StretchedBowl.BowlDescent descent = StretchedBowl.walk()) {
            ModelState here = descent.state();
            S state = optimizer.start(config, here.theta());
            for (int step = 0; step < STEPS; step++) {
                Objective objective = descent.at(here, step);
                path.losses().add(objective.loss());
                path.thetas().add(here.theta().toArray());
                Move<S> move = optimizer.step(config, state, objective);
                here = descent.session().commit(here, move.theta());
                state = move.state();
            }
            path.losses().add(descent.at(here, STEPS).loss());
            path.thetas().add(here.theta().toArray());
        }
        return path;
    }

    /** Returns the losses on the way, and the parameters after each step. */
    static <C extends Record, S extends Record> double[] numbers(Optimizer<C, S> optimizer, C config) {
        Path path = path(optimizer, config);
        return DoubleStream.concat(
                        path.losses().stream().mapToDouble(loss -> loss),
                        path.thetas().stream().flatMapToDouble(TestNumbers::stream))
                .toArray();
    }

    private static <C extends Record, S extends Record> void descends(Optimizer<C, S> optimizer, C config) {
        List<Double> losses = path(optimizer, config).losses();
        assertTrue(
                losses.getLast() < losses.getFirst(),
                () -> "the loss went from " + losses.getFirst() + " to " + losses.getLast()
                        + "; if the settings are too bold for curvature 4, test with gentler ones");
    }

    private static <C extends Record, S extends Record> void repeats(Optimizer<C, S> optimizer, C config) {
        Path once = path(optimizer, config);
        Path again = path(optimizer, config);
        assertEquals(once.losses(), again.losses());
        assertArrayEquals(once.thetas().toArray(), again.thetas().toArray());
    }

    private static <C extends Record, S extends Record> void leavesTheta(Optimizer<C, S> optimizer, C config) {
        try (StretchedBowl.BowlDescent descent = StretchedBowl.walk()) {
            Vector theta = descent.state().theta();
            float[] before = theta.toArray();
            optimizer
                    .step(config, optimizer.start(config, theta), descent.at(descent.state(), 0))
                    .theta()
                    .toArray();
            assertArrayEquals(before, theta.toArray());
        }
    }

    private static <C extends Record, S extends Record> void storable(Optimizer<C, S> optimizer, C config) {
        try (StretchedBowl.BowlDescent descent = StretchedBowl.walk()) {
            Class<?> type = optimizer.start(config, descent.state().theta()).getClass();
            assertTrue(Modifier.isPublic(type.getModifiers()), () -> type + " must be public");
            assertEquals(
                    optimizer.getClass(), type.getDeclaringClass(), "the state is a record nested in the provider");
            for (RecordComponent component : type.getRecordComponents()) {
                assertTrue(
                        STATE.contains(component.getType()),
                        () -> component
                                + " cannot be stored; a state holds Vectors, numbers, or Optionals or lists of them");
            }
        }
    }
}
