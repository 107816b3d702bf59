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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.recurrence.timescale.ClockworkCell;
import org.recurve.recurrence.timescale.DelayedCell;
import org.recurve.recurrence.timescale.LeakyCell;
import org.recurve.testkit.Contract;

/** Cells that look further back than one step, against the formulas written out. */
class ShorterPathsTest {
    private static final int STEPS = 8;
    private static final int FEATURES = 2;
    private static final int UNITS = 3;
    private static final double[] X = Exact.numbers("x", STEPS * FEATURES);
    private static final Spec<Cell<?, ?>> ELMAN = new Spec<>(new ElmanCell(), Specs.elman(UNITS));
    private static final Spec<Cell<?, ?>> LSTM = new Spec<>(new LstmCell(), Specs.lstm(UNITS));
    private static final Spec<Cell<?, ?>> JORDAN = new Spec<>(
            new Jordan(), new Jordan.Config(4, 1, Specs.TANH, Optional.empty(), 0, Specs.NORMAL, Specs.NORMAL));

    private static double[] beside(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /** {@code h(t) = tanh(b + W h(t−1) + U [x(t), h(t−3), h(t−2)])}. */
    @Test
    void aDelayedCellReadsItsStateOfEarlierSteps() {
        Exact cell = Exact.cell(new DelayedCell(), new DelayedCell.Config(ELMAN, List.of(3, 2)), STEPS, FEATURES);
        double[] y = cell.run(X);
        double[][] h = new double[STEPS + 3][UNITS];
        for (int t = 0; t < STEPS; t++) {
            double[] read = beside(step(X, FEATURES, t), h[t], h[t + 1]);
            h[t + 3] = tanh(plus(cell.of("cell.b"), cell.times("cell.U", read), cell.times("cell.W", h[t + 2])));
            assertArrayEquals(h[t + 3], step(y, UNITS, t), 1e-12);
        }
        assertEquals(Shape.of(UNITS, FEATURES + 2 * UNITS), cell.names().get("cell.cell.U"));
    }

    /** Around a jordan it is a NARX network: {@code y(t) = c + V tanh(b + W y(t−1) + U [x(t), y(t−2), y(t−4)])}. */
    @Test
    void pastOutputsAreInputs() {
        Exact cell = Exact.cell(new DelayedCell(), new DelayedCell.Config(JORDAN, List.of(2, 4)), STEPS, FEATURES);
        double[] y = cell.run(X);
        double[][] said = new double[STEPS + 4][1];
        for (int t = 0; t < STEPS; t++) {
            double[] read = beside(step(X, FEATURES, t), said[t + 2], said[t]);
            double[] h = tanh(plus(cell.of("cell.b"), cell.times("cell.U", read), cell.times("cell.W", said[t + 3])));
            said[t + 4] = plus(cell.of("cell.c"), cell.times("cell.V", h));
            assertArrayEquals(said[t + 4], step(y, 1, t), 1e-12);
        }
    }

    /**
     * With weights that only pass on, the skip makes the path shorter: of {@code h(t) = h(t−4) + x(t)} the first input reaches the
     * ninth step undimmed, whatever the step-to-step weight loses.
     */
    @Test
    void aSkipCarriesOverManySteps() {
        Spec<Cell<?, ?>> linear = new Spec<>(
                new ElmanCell(),
                new ElmanCell.Config(
                        1,
                        new Spec<>(new GradientStepsTest.Linear(), new org.recurve.api.plugin.NoConfig()),
                        Specs.NORMAL,
                        Specs.NORMAL));
        Exact cell = Exact.cell(new DelayedCell(), new DelayedCell.Config(linear, List.of(4)), 9, 1)
                .with("cell.cell.U", 1, 1)
                .with("cell.cell.W", 0)
                .with("cell.cell.b", 0);
        assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, cell.run(1, 0, 0, 0, 0, 0, 0, 0, 0), 1e-12);
    }

    /** {@code h(t) = (1 − a) h(t−1) + a tanh(b + W h(t−1) + U x(t))}, one rate for all and one for each unit. */
    @Test
    void aLeakyCellFollowsSlowly() {
        for (List<Double> rates : List.of(List.of(0.25), List.of(1.0, 0.5, 0.125))) {
            Exact cell = Exact.cell(new LeakyCell(), new LeakyCell.Config(ELMAN, rates), STEPS, FEATURES);
            double[] y = cell.run(X);
            double[] a = new double[UNITS];
            Arrays.setAll(a, i -> rates.get(rates.size() == 1 ? 0 : i));
            double[] h = new double[UNITS];
            for (int t = 0; t < STEPS; t++) {
                double[] next = tanh(
                        plus(cell.of("cell.b"), cell.times("cell.U", step(X, FEATURES, t)), cell.times("cell.W", h)));
                h = plus(each(map(v -> 1 - v, a), h), each(a, next));
                assertArrayEquals(h, step(y, UNITS, t), 1e-12);
            }
        }
    }

    /** Each value of an lstm may have its own, h half as fast: of zeros, the first step's output is half as large in all units. */
    @Test
    void aLeakyLstmLeaksByValue() {
        Exact plain = Exact.cell(new LstmCell(), Specs.lstm(2), STEPS, FEATURES);
        LeakyCell.Config config = new LeakyCell.Config(new Spec<>(new LstmCell(), Specs.lstm(2)), List.of(0.5, 1.0));
        Exact leaky = Exact.cell(new LeakyCell(), config, STEPS, FEATURES);
        double[] h = new Exact(leaky.program(), leaky.segments(), plain.theta()).run(X);
        assertArrayEquals(map(v -> v / 2, step(plain.run(X), 2, 0)), step(h, 2, 0), 1e-12);
    }

    /** Modules of periods 1, 2 and 4: equation 4 of the paper; a module stands still where its clock does not strike. */
    @Test
    void aClockworkMovesEachModuleByItsClock() {
        List<Integer> periods = List.of(1, 2, 4);
        Exact cell = Exact.cell(
                new ClockworkCell(),
                new ClockworkCell.Config(2, periods, Specs.TANH, Specs.NORMAL, Specs.NORMAL),
                STEPS,
                FEATURES);
        double[] y = cell.run(X);
        double[][] h = new double[3][2];
        for (int t = 0; t < STEPS; t++) {
            double[][] before = h.clone();
            for (int i = 0; i < 3; i++) {
                if (t % periods.get(i) == 0) {
                    double[] a = plus(cell.of("b" + (i + 1)), cell.times("U" + (i + 1), step(X, FEATURES, t)));
                    for (int j = i; j < 3; j++) {
                        a = plus(a, cell.times("W" + (i + 1) + "-" + (j + 1), before[j]));
                    }
                    h[i] = tanh(a);
                }
            }
            assertArrayEquals(beside(h), step(y, 6, t), 1e-12);
        }
        assertEquals(
                Stream.of(1, 2, 3).mapToLong(i -> 2 + 4 + 4L * (4 - i)).sum(),
                cell.names().values().stream().mapToLong(Shape::size).sum(),
                "no module reads a faster one");
    }

    @SuppressWarnings("unchecked") // the test pairs cells with their own settings
    private static String refusal(Cell<?, ?> cell, Record config) {
        return assertThrows(
                        InvalidSetting.class, () -> Exact.cell((Cell<Record, Record>) cell, config, STEPS, FEATURES))
                .getMessage();
    }

    @Test
    void sayWhatDoesNotFit() {
        Spec<Cell<?, ?>> memoryless =
                new Spec<>(new FeedforwardCell(), new FeedforwardCell.Config(2, Specs.TANH, Specs.NORMAL));
        String nothing = refusal(new DelayedCell(), new DelayedCell.Config(memoryless, List.of(2)));
        assertTrue(nothing.contains("feedforward of some steps ago, but that cell remembers nothing"), nothing);
        assertThrows(InvalidSetting.class, () -> new DelayedCell.Config(ELMAN, List.of()));
        assertThrows(InvalidSetting.class, () -> new DelayedCell.Config(ELMAN, List.of(2, 2)));
        String rates = refusal(new LeakyCell(), new LeakyCell.Config(ELMAN, List.of(0.5, 0.5)));
        assertTrue(rates.contains("2 rates, but the state of elman holds one value of 3 elements"), rates);
        String values = refusal(new LeakyCell(), new LeakyCell.Config(LSTM, List.of(0.5, 0.5, 0.5)));
        assertTrue(values.contains("holds 2 values; give one rate, or one for each value"), values);
        assertThrows(
                InvalidSetting.class,
                () -> new ClockworkCell.Config(2, List.of(4, 2), Specs.TANH, Specs.NORMAL, Specs.NORMAL));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.cell(new DelayedCell(), new DelayedCell.Config(LSTM, List.of(1, 3)), FEATURES),
                        Contract.cell(new DelayedCell(), new DelayedCell.Config(JORDAN, List.of(2)), FEATURES),
                        Contract.cell(new LeakyCell(), new LeakyCell.Config(LSTM, List.of(0.5, 0.1)), FEATURES),
                        Contract.cell(
                                new ClockworkCell(),
                                new ClockworkCell.Config(2, List.of(1, 2), Specs.TANH, Specs.NORMAL, Specs.NORMAL),
                                FEATURES))
                .flatMap(Contract::tests);
    }
}
