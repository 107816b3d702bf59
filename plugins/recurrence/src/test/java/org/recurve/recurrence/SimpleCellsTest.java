package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.recurrence.Exact.each;
import static org.recurve.recurrence.Exact.map;
import static org.recurve.recurrence.Exact.plus;
import static org.recurve.recurrence.Exact.sigmoid;
import static org.recurve.recurrence.Exact.step;
import static org.recurve.recurrence.Exact.tanh;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Elman, Jordan and gated recurrent cells against their formulae, over several steps. */
class SimpleCellsTest {
    private static final int STEPS = 4;
    private static final int UNITS = 3;
    private static final double[] X = Exact.numbers("x", STEPS * 2);

    private static Jordan.Config jordan(double memory) {
        return new Jordan.Config(UNITS, 2, Specs.TANH, Optional.of(Specs.RELU), memory, Specs.NORMAL, Specs.NORMAL);
    }

    private static void assertStep(double[] expected, double[] actual, int at) {
        assertArrayEquals(expected, step(actual, expected.length, at), 1e-12, "step " + at);
    }

    @Test
    void elmanFollowsItsFormula() {
        Exact cell = Exact.cell(new ElmanCell(), Specs.elman(UNITS), STEPS, 2);
        double[] y = cell.run(X);
        double[] h = new double[UNITS];
        for (int t = 0; t < STEPS; t++) {
            h = tanh(plus(cell.of("b"), cell.times("U", step(X, 2, t)), cell.times("W", h)));
            assertStep(h, y, t);
        }
    }

    /** With identity weights rectified units add up what they see, forever: by hand, 1, 1 + 2, 1 + 2 + 4, less 10 and no less. */
    @Test
    void rectifiedUnitsThatBeginWithTheIdentityAddUp() {
        ElmanCell.Config irnn = new ElmanCell.Config(1, Specs.RELU, Forward.given(1), Forward.given(1));
        Recurrent.Config layer = new Recurrent.Config(new Spec<>(new ElmanCell(), irnn), Recurrent.Output.ALL);
        float[] sums = Forward.of(new Recurrent(), layer, Shape.of(5, 1)).run(1, 2, 4, -10, 3);
        assertArrayEquals(new float[] {1, 3, 7, 0, 3}, sums);
    }

    @Test
    void jordanFollowsItsFormula() {
        for (double memory : new double[] {0, 0.5}) {
            Exact cell = Exact.cell(new Jordan(), jordan(memory), STEPS, 2);
            double[] said = cell.run(X);
            double[] s = new double[2];
            for (int t = 0; t < STEPS; t++) {
                double[] h = tanh(plus(cell.of("b"), cell.times("U", step(X, 2, t)), cell.times("W", s)));
                double[] y = map(a -> a > 0 ? a : 0, plus(cell.of("c"), cell.times("V", h)));
                s = plus(map(a -> memory * a, s), y);
                assertStep(y, said, t);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gruFollowsItsFormula(GruCell.Reset reset) {
        Exact cell = Exact.cell(new GruCell(), Specs.gru(UNITS, reset), STEPS, 2);
        double[] said = cell.run(X);
        double[] h = new double[UNITS];
        for (int t = 0; t < STEPS; t++) {
            double[] x = step(X, 2, t);
            double[] r = sigmoid(plus(cell.of("b-r"), cell.times("U-r", x), cell.times("W-r", h)));
            double[] z = sigmoid(plus(cell.of("b-z"), cell.times("U-z", x), cell.times("W-z", h)));
            double[] driven = plus(cell.of("b-n"), cell.times("U-n", x));
            double[] n = tanh(
                    switch (reset) {
                        case BEFORE -> plus(driven, cell.times("W-n", each(r, h)));
                        case AFTER -> plus(driven, each(r, plus(cell.of("c"), cell.times("W-n", h))));
                    });
            h = plus(each(z, h), each(map(a -> 1 - a, z), n));
            assertStep(h, said, t);
        }
    }

    @Test
    void parametersAreThoseOfTheFormulae() {
        assertEquals(
                Map.of("cell.b", Shape.of(3), "cell.U", Shape.of(3, 2), "cell.W", Shape.of(3, 3)),
                Exact.cell(new ElmanCell(), Specs.elman(UNITS), STEPS, 2).names());
        assertEquals(
                9,
                Exact.cell(new GruCell(), Specs.gru(UNITS, GruCell.Reset.BEFORE), STEPS, 2)
                        .names()
                        .size());
        assertEquals(
                Shape.of(3, 2),
                Exact.cell(new Jordan(), jordan(0), STEPS, 2).names().get("cell.W"));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.cell(new ElmanCell(), Specs.elman(3), 2),
                        Contract.cell(new Jordan(), jordan(0.5), 2),
                        Contract.cell(new GruCell(), Specs.gru(3, GruCell.Reset.BEFORE), 2),
                        Contract.cell(new GruCell(), Specs.gru(3, GruCell.Reset.AFTER), 2))
                .flatMap(Contract::tests);
    }
}
