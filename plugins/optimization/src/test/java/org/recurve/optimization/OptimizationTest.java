package org.recurve.optimization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;
import org.recurve.testkit.FixedGradient;

class OptimizationTest {
    @Test
    void nesterovNeedsMomentum() {
        assertThrows(InvalidSetting.class, () -> new Sgd.Config(0.1, 0, true));
    }

    /** Three steps at {@code η = 1/2}, {@code μ = 1/2}, {@code g = (1, −2)}: all numbers are exact in float. */
    private static float[] threeSteps(double momentum, boolean nesterov) {
        Sgd sgd = new Sgd();
        Sgd.Config config = new Sgd.Config(0.5, momentum, nesterov);
        Vector theta = FixedGradient.vector(1, 1);
        Vector gradient = FixedGradient.vector(1, -2);
        Sgd.State state = sgd.start(config, theta);
        for (int step = 0; step < 3; step++) {
            Move<Sgd.State> move = sgd.step(config, state, new FixedGradient(theta, gradient));
            theta = move.theta();
            state = move.state();
        }
        return theta.toArray();
    }

    @Test
    void velocityGathersAsItsFormulaSays() {
        assertArrayEquals(new float[] {1 - 1.5f, 1 + 3}, threeSteps(0, false));
        // v = g, 1.5 g, 1.75 g
        assertArrayEquals(new float[] {1 - 2.125f, 1 + 4.25f}, threeSteps(0.5, false));
        // g + μ v = 1.5 g, 1.75 g, 1.875 g
        assertArrayEquals(new float[] {1 - 2.5625f, 1 + 5.125f}, threeSteps(0.5, true));
    }

    @Test
    void theNormIsHeldAtTheThreshold() {
        Vector gradient = FixedGradient.vector(3, -4);
        ClipByNorm clipper = new ClipByNorm();
        assertArrayEquals(
                new float[] {1.5f, -2},
                clipper.clip(new ClipByNorm.Config(2.5), gradient, gradient).toArray());
        assertArrayEquals(
                new float[] {3, -4},
                clipper.clip(new ClipByNorm.Config(5.5), gradient, gradient).toArray());
    }

    @Test
    void valuesAreHeldAtTheThreshold() {
        Vector gradient = FixedGradient.vector(3, -4, 0.5f, Float.NaN);
        assertArrayEquals(
                new float[] {1, -1, 0.5f, Float.NaN},
                new ClipByValue()
                        .clip(new ClipByValue.Config(1), gradient, gradient)
                        .toArray());
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.optimizer(new Sgd(), new Sgd.Config(0.05, 0, false)),
                        Contract.optimizer(new Sgd(), new Sgd.Config(0.05, 0.9, false)),
                        Contract.optimizer(new Sgd(), new Sgd.Config(0.05, 0.9, true)),
                        Contract.clipper(new ClipByNorm(), new ClipByNorm.Config(0.5)),
                        Contract.clipper(new ClipByValue(), new ClipByValue.Config(0.5)))
                .flatMap(Contract::tests);
    }
}
