package org.recurve.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** Steps that write over what no later step reads: the bits of steps that write anew. */
class ReusedMemoryTest {
    private static final int STEPS = 5;
    private static final int EXAMPLES = 19;
    private static final List<Spec<Clipper<?>>> HALVED = List.of(new Spec<>(new Half(), new NoConfig()));

    /** Half of each element. */
    @Plugin(id = "half", summary = "g / 2")
    static final class Half implements Clipper<NoConfig> {
        @Override
        public Vector clip(NoConfig config, Vector theta, Vector gradient) {
            return gradient.times(0.5);
        }
    }

    static List<Nets.Net> nets() {
        return Nets.all();
    }

    /** What a step leaves: velocity and the gradient that it went by are remembered. */
    private record Step(ModelState state, Vector velocity, Vector gradient, double norm) {}

    private static Step first(Nets.Net net) {
        ModelState start = net.program().start(Stream.of(7));
        return new Step(start, start.theta().zeros(), start.theta().zeros(), 0);
    }

    private static Step next(Step before, Session session, Nets.Net net, int number, boolean reuse, boolean remember) {
        Batch batch = net.batch(EXAMPLES, 11 + number, true);
        Objective at = session.objective(before.state(), batch, new Progress(number, 0, STEPS, 1), HALVED);
        Vector gradient = at.gradient();
        Vector velocity = before.velocity().times(0.9).plus(gradient).plus(before.gradient());
        Vector theta = before.state().theta().minus(velocity.times(0.1));
        List<Vector> kept = remember ? List.of(velocity, gradient) : List.of(velocity);
        List<Vector> spent = new ArrayList<>();
        if (reuse) {
            spent.addAll(List.of(before.velocity(), before.state().theta()));
        }
        if (reuse && remember) {
            spent.add(before.gradient());
        }
        ModelState state = session.commit(before.state(), theta, kept, spent);
        Vector last = remember ? gradient : before.gradient();
        return new Step(state, velocity, last, at.gradient().norm());
    }

    private static Step trained(Nets.Net net, boolean reuse, boolean remember) {
        try (Session session = new Session(net.program(), EXAMPLES, Stream.of(1), 1)) {
            Step step = first(net);
            for (int number = 0; number < STEPS; number++) {
                step = next(step, session, net, number, reuse, remember);
            }
            return step;
        }
    }

    private static void assertSame(Step expected, Step actual) {
        assertArrayEquals(
                expected.state().theta().toArray(), actual.state().theta().toArray());
        assertArrayEquals(expected.velocity().toArray(), actual.velocity().toArray());
        assertArrayEquals(expected.gradient().toArray(), actual.gradient().toArray());
        assertEquals(expected.norm(), actual.norm());
    }

    @ParameterizedTest
    @MethodSource("nets")
    void theBitsAreThoseOfFreshMemory(Nets.Net net) {
        assertSame(trained(net, false, false), trained(net, true, false));
        assertSame(trained(net, false, true), trained(net, true, true));
    }

    @Test
    void whatWasWrittenOverCannotBeRead() {
        Nets.Net net = Nets.convolutional();
        try (Session session = new Session(net.program(), EXAMPLES, Stream.of(1), 1)) {
            Step one = first(net);
            Vector waiting = one.state().theta().times(2);
            next(one, session, net, 0, true, false);
            assertThrows(IllegalStateException.class, () -> one.state().theta().norm());
            assertThrows(IllegalStateException.class, waiting::norm);
        }
    }

    @Test
    void whatTheNextStepKeepsIsNotWrittenOver() {
        Nets.Net net = Nets.convolutional();
        try (Session session = new Session(net.program(), EXAMPLES, Stream.of(1), 1)) {
            ModelState start = net.program().start(Stream.of(7));
            float[] before = start.theta().toArray();
            Batch batch = net.batch(EXAMPLES, 11, true);
            Objective at = session.objective(start, batch, new Progress(0, 0, 1, 1), List.of());
            Vector theta = start.theta().minus(at.gradient());
            session.commit(start, theta, List.of(start.theta()), List.of(start.theta()));
            assertArrayEquals(before, start.theta().toArray());
        }
    }
}
