package org.recurve.optimization.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.optimization.schedule.Gathering;
import org.recurve.optimization.schedule.Rates;
import org.recurve.testkit.Contract;
import org.recurve.testkit.FixedGradient;

class FirstOrderTest {
    /** Where one parameter goes that begins at {@code start} and meets these slopes. */
    private static <C extends Record, S extends Record> float[] path(
            Optimizer<C, S> optimizer, C config, double start, double... slopes) {
        Vector theta = FixedGradient.vector((float) start);
        S state = optimizer.start(config, theta);
        float[] path = new float[slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            Vector gradient = FixedGradient.vector((float) slopes[i]);
            Move<S> move = optimizer.step(config, state, new FixedGradient(theta, gradient));
            theta = move.theta();
            state = move.state();
            path[i] = theta.toArray()[0];
        }
        return path;
    }

    private static void assertPath(float[] actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 2e-6 * Math.max(1, Math.abs(expected[i])), "step " + (i + 1));
        }
    }

    private static float[] sgd(double momentum, boolean nesterov, double decay, double start, double... slopes) {
        return path(new Sgd(), new Sgd.Config(Rates.constant(0.5), momentum, nesterov, decay), start, slopes);
    }

    /** All numbers are exact in float. */
    @Test
    void velocityGathersAsItsFormulaSays() {
        assertArrayEquals(new float[] {2, 3, 4}, sgd(0, false, 0, 1, -2, -2, -2));
        // v = g, 1.5 g, 1.75 g
        assertArrayEquals(new float[] {2, 3.5f, 5.25f}, sgd(0.5, false, 0, 1, -2, -2, -2));
        // g + μ v = 1.5 g, 1.75 g, 1.875 g
        assertArrayEquals(new float[] {2.5f, 4.25f, 6.125f}, sgd(0.5, true, 0, 1, -2, -2, -2));
        // g + λ θ = 3.5 + 0.5, −3 − 0.5, 1 + 0.375
        assertArrayEquals(new float[] {-1, 0.75f, 0.0625f}, sgd(0, false, 0.5, 1, 3.5, -3, 1));
    }

    /** {@code v = g, ½ g + g, ¾ · 1.5 g + g} with a momentum that rises from ½ at the first step to ¾ at the third. */
    @Test
    void momentumMayFollowASchedule() {
        Spec<Schedule<?>> rising = new Spec<>(new Gathering(), new Gathering.Config(0.99, 2));
        Sgd.Config config = new Sgd.Config(Rates.constant(0.5), 0, false, 0, Optional.of(rising));
        Vector theta = FixedGradient.vector(1);
        Sgd sgd = new Sgd();
        Sgd.State state = sgd.start(config, theta);
        List<Float> path = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            Progress now = new Progress(step, 0, 10, 1);
            Move<Sgd.State> move = sgd.step(config, state, new FixedGradient(theta, FixedGradient.vector(-2), now));
            theta = move.theta();
            state = move.state();
            path.add(theta.toArray()[0]);
        }
        assertEquals(List.of(2f, 3.5f, 5.625f), path);
        assertThrows(
                InvalidSetting.class, () -> new Sgd.Config(Rates.constant(0.5), 0.9, false, 0, Optional.of(rising)));
        Spec<Schedule<?>> endless = Rates.constant(1);
        Sgd.Config grows = new Sgd.Config(Rates.constant(0.5), 0, false, 0, Optional.of(endless));
        Vector start = theta;
        assertThrows(
                InvalidSetting.class, () -> sgd.step(grows, sgd.start(grows, start), new FixedGradient(start, start)));
    }

    @Test
    void nesterovNeedsMomentum() {
        assertThrows(InvalidSetting.class, () -> new Sgd.Config(Rates.constant(0.1), 0, true, 0));
    }

    /** r = 9, 25; √r = 3, 5. */
    @Test
    void adagradRemembersAllSquares() {
        Adagrad.Config config = new Adagrad.Config(Rates.constant(0.5), 1e-10, 0);
        assertPath(path(new Adagrad(), config, 1, 3, -4), 0.5, 0.9);
    }

    /** r = 4, 9 from ρ = ¾; √r = 2, 3; g / √r = 2, √24 / 3; with momentum ½ v = 2, 1 + √24 / 3. */
    @Test
    void rmsPropForgetsOldSquares() {
        double second = StrictMath.sqrt(24) / 3;
        RmsProp.Config plain = new RmsProp.Config(Rates.constant(0.5), 0.75, 0, 1e-12, 0);
        assertPath(path(new RmsProp(), plain, 0, 4, StrictMath.sqrt(24)), -1, -1 - second / 2);
        RmsProp.Config heavy = new RmsProp.Config(Rates.constant(0.5), 0.75, 0.5, 1e-12, 0);
        assertPath(path(new RmsProp(), heavy, 0, 4, StrictMath.sqrt(24)), -1, -1.5 - second / 2);
        RmsProp.Config damped = new RmsProp.Config(Rates.constant(0.5), 0.75, 0, 2, 0);
        assertPath(path(new RmsProp(), damped, 0, 4), -0.5); // 4 / (2 + 2): ε stands outside the root
    }

    /**
     * ρ = ½, ε = 1: r = 8, d = √(1 / 9) · 4 = 4/3, u = 8/9; then r = 4 + 4 = 8 again, d = √(17/9 / 9) √8.
     */
    @Test
    void adadeltaTakesStepsInTheUnitOfTheParameters() {
        Adadelta.Config config = new Adadelta.Config(Rates.constant(1), 0.5, 1, 0);
        double first = 4 / 3.0;
        double second = StrictMath.sqrt(17) / 9 * StrictMath.sqrt(8);
        assertPath(path(new Adadelta(), config, 0, 4, StrictMath.sqrt(8)), -first, -first - second);
    }

    /** β₁ = ½, β₂ = ¾: m̂ = 1, v̂ = 1; then m = −¾, m̂ = −1, v = 19/16, v̂ = 19/7. */
    @Test
    void adamCorrectsItsMeansAtTheStart() {
        Adam.Config config = new Adam.Config(Rates.constant(0.5), 0.5, 0.75, 1e-12, 0);
        double second = 0.5 / StrictMath.sqrt(19 / 7.0);
        assertPath(path(new Adam(), config, 2, 1, -2), 1.5, 1.5 + second);
        Adam.Config damped = new Adam.Config(Rates.constant(0.5), 0.5, 0.75, 3, 0);
        assertPath(path(new Adam(), damped, 2, 1), 2 - 0.5 / 4); // ε beside the corrected root
    }

    /** Under a slope that stays, every step of Adam has the length η, whatever the slope. */
    @Test
    void adamsStepKnowsNoScale() {
        Adam.Config config = new Adam.Config(Rates.constant(0.001), 0.9, 0.999, 1e-8, 0);
        assertPath(
                path(new Adam(), config, 0, 1e-3, 1e-3, 1e-3, 1e-3),
                -0.00099999,
                -0.00199998,
                -0.00299997,
                -0.00399996);
        assertPath(path(new Adam(), config, 0, -500, -500, -500), 0.001, 0.002, 0.003);
    }

    /** Decay inside the gradient is lost in Adam's quotient; AdamW's is not. */
    @Test
    void weightsDecayBesideAdamOrThroughIt() {
        Adam.Config through = new Adam.Config(Rates.constant(0.5), 0.5, 0.75, 1e-12, 0.5);
        assertPath(path(new Adam(), through, 2, 1), 1.5); // g + λ θ = 2, and 2 / √4 = 1
        AdamW.Config beside = new AdamW.Config(Rates.constant(0.5), 0.5, 0.75, 1e-12, 0.2);
        double second = 0.5 / StrictMath.sqrt(19 / 7.0);
        assertPath(path(new AdamW(), beside, 2, 1, -2), 1.3, 0.9 * 1.3 + second);
    }

    @Test
    void theLearningRateIsShown() {
        Vector theta = FixedGradient.vector(1);
        Sgd.Config config = new Sgd.Config(Rates.constant(0.25), 0, false, 0);
        Sgd sgd = new Sgd();
        Move<Sgd.State> move = sgd.step(config, sgd.start(config, theta), new FixedGradient(theta, theta));
        assertEquals(Map.of("learning-rate", 0.25), move.watched());
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.optimizer(new Sgd(), new Sgd.Config(Rates.constant(0.05), 0, false, 0)),
                        Contract.optimizer(new Sgd(), new Sgd.Config(Rates.constant(0.05), 0.9, false, 0)),
                        Contract.optimizer(new Sgd(), new Sgd.Config(Rates.constant(0.05), 0.9, true, 1e-4)),
                        Contract.optimizer(new Adagrad(), new Adagrad.Config(Rates.constant(0.1), 1e-10, 0)),
                        Contract.optimizer(new RmsProp(), new RmsProp.Config(Rates.constant(0.01), 0.9, 0.5, 1e-8, 0)),
                        Contract.optimizer(new Adadelta(), new Adadelta.Config(Rates.constant(1), 0.95, 1e-6, 0)),
                        Contract.optimizer(new Adam(), new Adam.Config(Rates.constant(0.05), 0.9, 0.999, 1e-8, 0)),
                        Contract.optimizer(new AdamW(), new AdamW.Config(Rates.constant(0.05), 0.9, 0.999, 1e-8, 0.01)))
                .flatMap(Contract::tests);
    }
}
