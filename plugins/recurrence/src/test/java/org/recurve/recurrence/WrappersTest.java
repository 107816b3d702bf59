package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.recurrence.Exact.each;
import static org.recurve.recurrence.Exact.map;
import static org.recurve.recurrence.Exact.plus;
import static org.recurve.recurrence.Exact.step;
import static org.recurve.recurrence.Exact.tanh;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;

/** Cells that hold other cells. */
class WrappersTest {
    private static final int STEPS = 4;
    private static final int UNITS = 3;
    private static final double[] X = Exact.numbers("x", STEPS * UNITS);
    private static final Spec<Cell<?, ?>> ELMAN = new Spec<>(new ElmanCell(), Specs.elman(UNITS));
    private static final Spec<Cell<?, ?>> LSTM = new Spec<>(new LstmCell(), Specs.lstm(UNITS));

    private static double[] elman(Exact cell, String at, double[] x, double[] h) {
        return tanh(plus(cell.of(at + ".b"), cell.times(at + ".U", x), cell.times(at + ".W", h)));
    }

    @Test
    void residualAddsTheInput() {
        Exact cell = Exact.cell(new ResidualCell(), new ResidualCell.Config(ELMAN), STEPS, UNITS);
        double[] y = cell.run(X);
        double[] h = new double[UNITS];
        for (int t = 0; t < STEPS; t++) {
            h = elman(cell, "cell", step(X, UNITS, t), h);
            assertArrayEquals(plus(step(X, UNITS, t), h), step(y, UNITS, t), 1e-12);
        }
    }

    @Test
    void aStackReadsItsLevelsUpwards() {
        for (boolean residual : new boolean[] {false, true}) {
            Exact cell = Exact.cell(
                    new StackedCell(), new StackedCell.Config(List.of(ELMAN, ELMAN), residual), STEPS, UNITS);
            double[] y = cell.run(X);
            double[] low = new double[UNITS];
            double[] high = new double[UNITS];
            for (int t = 0; t < STEPS; t++) {
                low = elman(cell, "cell1", step(X, UNITS, t), low);
                high = elman(cell, "cell2", low, high);
                assertArrayEquals(residual ? plus(low, high) : high, step(y, UNITS, t), 1e-12);
            }
        }
    }

    @Test
    void inEvaluationZoneoutMixesOldAndNew() {
        Exact cell = Exact.cell(new ZoneoutCell(), new ZoneoutCell.Config(ELMAN, List.of(0.3)), STEPS, UNITS);
        double[] y = cell.run(false, Map.of(Field.INPUT, X, Field.TARGET, new double[1]));
        double[] h = new double[UNITS];
        for (int t = 0; t < STEPS; t++) {
            double[] next = elman(cell, "cell", step(X, UNITS, t), h);
            h = plus(map(a -> 0.3 * a, h), map(a -> 0.7 * a, next));
            assertArrayEquals(h, step(y, UNITS, t), 1e-7, "settings are floats");
        }
    }

    @Test
    void inTrainingEachElementIsOldOrNew() {
        int steps = 300;
        double[] x = Exact.numbers("long", steps * UNITS);
        Exact cell = Exact.cell(new ZoneoutCell(), new ZoneoutCell.Config(ELMAN, List.of(0.3)), steps, UNITS);
        double[] y = cell.run(x);
        double[] h = new double[UNITS];
        int old = 0;
        for (int t = 0; t < steps; t++) {
            double[] next = elman(cell, "cell", step(x, UNITS, t), h);
            double[] actual = step(y, UNITS, t);
            for (int unit = 0; unit < UNITS; unit++) {
                boolean stood = Math.abs(actual[unit] - h[unit]) < 1e-12;
                assertTrue(stood || Math.abs(actual[unit] - next[unit]) < 1e-12);
                old += stood ? 1 : 0;
            }
            h = actual;
        }
        assertEquals(0.3, old / (3.0 * steps), 4 * StrictMath.sqrt(0.3 * 0.7 / (3 * steps)));
    }

    /** All of the memory stands still, so that an lstm says nothing; its output alone standing still changes no memory. */
    @Test
    void zoneoutHasARateForEachValueOfTheState() {
        Exact cell = Exact.cell(new ZoneoutCell(), new ZoneoutCell.Config(LSTM, List.of(0.0, 1.0)), STEPS, UNITS);
        assertTrue(Arrays.stream(cell.run(X)).anyMatch(a -> a != 0));
        Exact still = Exact.cell(new ZoneoutCell(), new ZoneoutCell.Config(LSTM, List.of(1.0)), STEPS, UNITS);
        assertArrayEquals(new double[STEPS * UNITS], still.run(X));
    }

    /** Equation 20 of the paper, in the form {@code tanh(b + LN(U x) + LN(W h))}. */
    @Test
    void normalisesEachProductOverItsUnits() {
        Exact cell = Exact.cell(new LayerNormalised(), new LayerNormalised.Config(ELMAN, 1e-3), STEPS, UNITS);
        double[] y = cell.run(X);
        double[] h = new double[UNITS];
        for (int t = 0; t < STEPS; t++) {
            double[] driven = normalised(cell, "cell.U", step(X, UNITS, t));
            h = tanh(plus(cell.of("cell.b"), driven, normalised(cell, "cell.W", h)));
            assertArrayEquals(h, step(y, UNITS, t), 1e-7, "settings are floats");
        }
    }

    private static double[] normalised(Exact cell, String name, double[] x) {
        double[] a = cell.times(name, x);
        double mean = Arrays.stream(a).average().orElseThrow();
        double variance =
                Arrays.stream(a).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double[] gain = map(g -> 1 + g, cell.of(name + ".gain"));
        return each(gain, map(v -> (v - mean) / StrictMath.sqrt(variance + 1e-3), a));
    }

    /** So a scale of the weights changes nothing, however deep the cell lies. */
    @Test
    void normalisationReachesCellsInsideCells() {
        Spec<Cell<?, ?>> inner = new Spec<>(new ResidualCell(), new ResidualCell.Config(LSTM));
        Exact cell = Exact.cell(new LayerNormalised(), new LayerNormalised.Config(inner, 1e-12), STEPS, UNITS);
        double[] larger = map(a -> 10 * a, cell.of("cell.cell.U-i"));
        assertArrayEquals(cell.run(X), cell.with("cell.cell.cell.U-i", larger).run(X), 1e-9);
        assertEquals(
                8,
                cell.names().keySet().stream()
                        .filter(name -> name.endsWith(".gain"))
                        .count());
    }

    private static String refusal(Cell<?, ?> cell, Record config) {
        return assertThrows(InvalidSetting.class, () -> wrapped(cell, config)).getMessage();
    }

    @SuppressWarnings("unchecked") // the test pairs cells with their own settings
    private static void wrapped(Cell<?, ?> cell, Record config) {
        Exact.cell((Cell<Record, Record>) cell, config, STEPS, UNITS);
    }

    @Test
    void sayWhatDoesNotFit() {
        Spec<Cell<?, ?>> wide = new Spec<>(new ElmanCell(), Specs.elman(5));
        String residual = refusal(new ResidualCell(), new ResidualCell.Config(wide));
        assertTrue(residual.contains("elman makes 5 of 3; give it as many units as it has inputs"), residual);
        String stack = refusal(new StackedCell(), new StackedCell.Config(List.of(ELMAN, wide), true));
        assertTrue(stack.contains("elman makes 5 of 3"), stack);
        assertThrows(InvalidSetting.class, () -> new StackedCell.Config(List.of(), false));
        String rates = refusal(new ZoneoutCell(), new ZoneoutCell.Config(ELMAN, List.of(0.1, 0.2)));
        assertTrue(rates.contains("2 rates, but the state of elman holds 1 values"), rates);
        Spec<Cell<?, ?>> narrow = new Spec<>(new ElmanCell(), Specs.elman(1));
        String alone = refusal(new LayerNormalised(), new LayerNormalised.Config(narrow, 1e-5));
        assertTrue(alone.contains("U has one unit"), alone);
        Spec<Cell<?, ?>> sum = new Spec<>(new RecurrentTest.RunningSum(), new NoConfig());
        String nothing = assertThrows(
                        InvalidSetting.class,
                        () -> Exact.cell(new LayerNormalised(), new LayerNormalised.Config(sum, 1e-5), STEPS, 2))
                .getMessage();
        assertTrue(nothing.contains("nothing to normalise in running-sum"), nothing);
    }

    @Test
    void aCellWithoutMemoryTreatsEachStepByItself() {
        FeedforwardCell.Config config = new FeedforwardCell.Config(2, Specs.TANH, Specs.NORMAL);
        Exact cell = Exact.cell(new FeedforwardCell(), config, STEPS, UNITS);
        double[] y = cell.run(X);
        IntStream.range(0, STEPS)
                .forEach(t -> assertArrayEquals(
                        tanh(plus(cell.of("b"), cell.times("U", step(X, UNITS, t)))), step(y, 2, t), 1e-12));
        assertEquals(Map.of("cell.b", Shape.of(2), "cell.U", Shape.of(2, 3)), cell.names());
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.cell(new ResidualCell(), new ResidualCell.Config(LSTM), UNITS),
                        Contract.cell(new StackedCell(), new StackedCell.Config(List.of(ELMAN, LSTM), true), UNITS),
                        Contract.cell(new ZoneoutCell(), new ZoneoutCell.Config(LSTM, List.of(0.1, 0.5)), 2),
                        Contract.cell(new LayerNormalised(), new LayerNormalised.Config(LSTM, 1e-2), 2),
                        Contract.cell(
                                new FeedforwardCell(), new FeedforwardCell.Config(2, Specs.TANH, Specs.NORMAL), UNITS))
                .flatMap(Contract::tests);
    }
}
