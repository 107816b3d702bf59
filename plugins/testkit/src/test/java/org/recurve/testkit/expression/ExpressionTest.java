package org.recurve.testkit.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.expression.BatchNormalisation;
import org.recurve.api.expression.Chunked;
import org.recurve.api.expression.HeldUp;
import org.recurve.api.expression.HessianFree;
import org.recurve.api.expression.OutputToHidden;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

class ExpressionTest {
    private static Field input(int... dims) {
        return new Field(Field.INPUT, Shape.of(dims));
    }

    private static Field target(int... dims) {
        return new Field(Field.TARGET, Shape.of(dims));
    }

    @Test
    void teacherForcingTrains() {
        OutputToHidden.Config config = new OutputToHidden.Config(8, 2);
        try (Training training = new Training(new OutputToHidden(), config, 20, input(6, 3), target(6, 2))) {
            double before = training.train(1, 0.1);
            assertTrue(training.train(200, 0.1) < 0.8 * before);
            float[] taught = training.outputs(true);
            float[] free = training.outputs(false);
            assertFalse(Arrays.equals(taught, free), "free running feeds back its own outputs");
            training.set(Field.TARGET, new float[20 * 6 * 2]);
            assertArrayEquals(free, training.outputs(false), "free running sees no target");
            assertFalse(Arrays.equals(taught, training.outputs(true)));
        }
    }

    /** At the first step the teacher is silent, so both modes agree. */
    @Test
    void bothModesBeginAlike() {
        OutputToHidden.Config config = new OutputToHidden.Config(8, 2);
        try (Training training = new Training(new OutputToHidden(), config, 3, input(6, 3), target(6, 2))) {
            float[] taught = training.outputs(true);
            float[] free = training.outputs(false);
            for (int example = 0; example < 3; example++) {
                int from = example * 12;
                assertArrayEquals(Arrays.copyOfRange(free, from, from + 2), Arrays.copyOfRange(taught, from, from + 2));
            }
        }
    }

    @Test
    void batchNormalisationCentresTheBatchAndLearnsItsStatistics() {
        BatchNormalisation.Config config = new BatchNormalisation.Config(1e-5, 0.5);
        try (Training training = new Training(new BatchNormalisation(), config, 40, input(2, 3), target(2, 3))) {
            float[] shifted = Training.normal("x", 40 * 6);
            for (int i = 0; i < shifted.length; i++) {
                shifted[i] = 3 * shifted[i] + 5;
            }
            training.set(Field.INPUT, shifted);
            double[] moments = moments(training.outputs(true));
            assertEquals(0, moments[0], 1e-5);
            assertEquals(1, moments[1], 1e-3);
            assertEquals(0, training.state().buffers().toArray()[0], "evaluating commits nothing");
            training.train(30, 0);
            double[] evaluated = moments(training.outputs(false));
            assertEquals(0, evaluated[0], 1e-3);
            assertEquals(1, evaluated[1], 1e-2);
            assertEquals(5, training.state().buffers().toArray()[0], 1);
        }
    }

    /** Mean and variance of the first of two channels of three. */
    private static double[] moments(float[] outputs) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < outputs.length; i++) {
            if (i % 6 < 3) {
                sum += outputs[i];
                squares += outputs[i] * outputs[i];
                count++;
            }
        }
        double mean = sum / count;
        return new double[] {mean, squares / count - mean * mean};
    }

    /** What carries state between chunks trains on whole sequences too: each is its own first chunk. */
    @Test
    void carriedStateBeginsWithZerosWhereSequencesAreWhole() {
        try (Training training = new Training(new Chunked(), new Chunked.Config(4), 5, input(7, 2), target(7, 4))) {
            double first = training.train(1, 0.1);
            assertTrue(training.train(20, 0.1) < first);
        }
    }

    @Test
    void gradientsThroughTimeCanBeHeldUp() {
        double free = faded(0);
        double held = faded(0.05);
        assertTrue(Double.isFinite(held));
        assertFalse(free == held, "the penalty's gradient, a second derivative through time, moves the parameters");
    }

    private static double faded(double strength) {
        HeldUp.Config config = new HeldUp.Config(6, 1, strength);
        try (Training training = new Training(new HeldUp(), config, 10, input(8, 2), target(1))) {
            training.train(20, 0.01);
            return training.state().theta().norm();
        }
    }

    /** Two layers of tanh units. */
    @Plugin(id = "small-net", summary = "V tanh(b + U x)")
    static final class SmallNet implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            Value hidden = scope.linear("U", x, 6, scope.bias("b", 6)).tanh();
            return scope.linear("V", hidden, 2);
        }
    }

    @Test
    void hessianFreeOutrunsTheGradient() {
        try (Training net = new Training(new SmallNet(), new NoConfig(), 30, input(4), target(2));
                Training slow = new Training(new SmallNet(), new NoConfig(), 30, input(4), target(2))) {
            HessianFree.Config config = new HessianFree.Config(1, 30, 1e-3);
            double curved = net.train(new HessianFree(), config, 20);
            double straight = slow.train(20, 0.1);
            assertTrue(curved < 0.5 * straight, () -> curved + " against " + straight);
        }
    }
}
