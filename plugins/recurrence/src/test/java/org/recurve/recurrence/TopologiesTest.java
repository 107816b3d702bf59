package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.recurrence.Exact.map;
import static org.recurve.recurrence.Exact.plus;
import static org.recurve.recurrence.Exact.product;
import static org.recurve.recurrence.Exact.step;
import static org.recurve.recurrence.Exact.tanh;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** The layers that wire cells over a sequence, but for the feedback of outputs. */
class TopologiesTest {
    private static final int STEPS = 4;
    private static final int UNITS = 3;
    private static final Field TARGET = new Field(Field.TARGET, Shape.SCALAR);
    private static final Field LENGTH = new Field(Field.LENGTH, Shape.SCALAR);
    private static final double[] X = Exact.numbers("x", STEPS * 2);
    private static final Spec<Cell<?, ?>> ELMAN = new Spec<>(new ElmanCell(), Specs.elman(UNITS));
    private static final Spec<Cell<?, ?>> LSTM = new Spec<>(new LstmCell(), Specs.lstm(2));
    private static final Layers READOUT =
            new Layers(List.of(new Part("out", new Spec<Layer<?>>(new Specs.Affine(), new NoConfig()))));

    private static Bidirectional.Config bidirectional(Recurrent.Output output) {
        return new Bidirectional.Config(ELMAN, Optional.empty(), output);
    }

    private static double[] elman(Exact layer, String at, double[] x, double[] h) {
        return tanh(plus(
                layer.parameter(at + ".b"),
                product(layer.parameter(at + ".U"), x),
                product(layer.parameter(at + ".W"), h)));
    }

    /** Forwards from the first step, and backwards from the last of {@code length}. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void bidirectionalSeesBothSidesOfTheTrueSequence(int length) {
        Exact all = Exact.of(
                new Bidirectional(), bidirectional(Recurrent.Output.ALL), Exact.input(STEPS, 2), TARGET, LENGTH);
        Map<String, double[]> fields =
                Map.of(Field.INPUT, X, Field.TARGET, new double[1], Field.LENGTH, new double[] {length});
        double[] expected = new double[STEPS * 2 * UNITS];
        double[] h = new double[UNITS];
        double[] back = new double[UNITS];
        for (int t = 0; t < length; t++) {
            h = elman(all, "forward", step(X, 2, t), h);
            System.arraycopy(h, 0, expected, t * 2 * UNITS, UNITS);
            back = elman(all, "backward", step(X, 2, length - 1 - t), back);
            System.arraycopy(back, 0, expected, (length - 1 - t) * 2 * UNITS + UNITS, UNITS);
        }
        assertArrayEquals(expected, all.run(true, fields), 1e-12);
        Exact last = Exact.of(
                new Bidirectional(), bidirectional(Recurrent.Output.LAST), Exact.input(STEPS, 2), TARGET, LENGTH);
        double[] ends = Arrays.copyOf(h, 2 * UNITS);
        System.arraycopy(back, 0, ends, UNITS, UNITS);
        assertArrayEquals(ends, last.run(true, fields), 1e-12);
    }

    @Test
    void bidirectionalNeedsNoLengths() {
        Exact all = Exact.of(new Bidirectional(), bidirectional(Recurrent.Output.ALL), Exact.input(STEPS, 2), TARGET);
        Exact masked = Exact.of(
                new Bidirectional(), bidirectional(Recurrent.Output.ALL), Exact.input(STEPS, 2), TARGET, LENGTH);
        double[] full = {STEPS};
        assertArrayEquals(
                all.run(X), masked.run(true, Map.of(Field.INPUT, X, Field.TARGET, new double[1], Field.LENGTH, full)));
    }

    @Test
    void theBackwardCellMayBeAnother() {
        Bidirectional.Config config = new Bidirectional.Config(ELMAN, Optional.of(LSTM), Recurrent.Output.LAST);
        assertEquals(
                Shape.of(UNITS + 2),
                Forward.of(new Bidirectional(), config, Shape.of(STEPS, 2))
                        .program()
                        .output());
    }

    /** To the last bit: what is behind a sequence's end does not exist, whatever stands there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aMaskedSequenceIsTheSequenceAlone(int length) {
        float[] padded = {0.3f, -1, 2, 0.5f, -0.7f, 0.1f, 1, 1};
        float[] alone = Arrays.copyOf(padded, 2 * length);
        for (Spec<Cell<?, ?>> cell : List.of(ELMAN, LSTM)) {
            Recurrent.Config config = new Recurrent.Config(cell, Recurrent.Output.LAST);
            assertArrayEquals(
                    Forward.of(new Recurrent(), config, Shape.of(length, 2)).run(alone),
                    Forward.of(new Recurrent(), config, Shape.of(4, 2))
                            .with(LENGTH, length)
                            .run(padded));
            Bidirectional.Config both = new Bidirectional.Config(cell, Optional.empty(), Recurrent.Output.LAST);
            assertArrayEquals(
                    Forward.of(new Bidirectional(), both, Shape.of(length, 2)).run(alone),
                    Forward.of(new Bidirectional(), both, Shape.of(4, 2))
                            .with(LENGTH, length)
                            .run(padded));
        }
    }

    /** By hand: weights of 1 and α = ½ make 1, 2 + ½, 4 + 1 + ¼, 8 + 2 + ½ of 1, 2, 4, 8. */
    @Test
    void windowedReadoutByHand() {
        WindowedReadout.Config config = new WindowedReadout.Config(1, 3, 0.5, Forward.given(1));
        assertArrayEquals(
                new float[] {1, 2.5f, 5.25f, 10.5f},
                Forward.of(new WindowedReadout(), config, Shape.of(4, 1)).run(1, 2, 4, 8));
    }

    @Test
    void windowedReadoutFollowsItsFormula() {
        for (int window : new int[] {1, 3, 6}) {
            WindowedReadout.Config config = new WindowedReadout.Config(UNITS, window, 0.25, Specs.NORMAL);
            Exact layer = Exact.of(new WindowedReadout(), config, Exact.input(STEPS, 2), TARGET);
            double[] y = layer.run(X);
            for (int t = 0; t < STEPS; t++) {
                double[] sum = new double[UNITS];
                for (int i = 0; i < window && i <= t; i++) {
                    double factor = StrictMath.pow(0.25, i);
                    double[] h = step(X, 2, t - i);
                    sum = plus(sum, map(a -> factor * a, product(layer.parameter("W" + i), h)));
                }
                assertArrayEquals(sum, step(y, UNITS, t), 1e-12);
            }
        }
    }

    @Test
    void eachStepIsTreatedAlike() {
        Exact layer = Exact.of(new EachStep(), new EachStep.Config(READOUT), Exact.input(STEPS, 2), TARGET);
        double[] y = layer.run(X);
        for (int t = 0; t < STEPS; t++) {
            double[] expected = plus(layer.parameter("out.c"), product(layer.parameter("out.V"), step(X, 2, t)));
            assertArrayEquals(expected, step(y, 2, t), 1e-12);
        }
    }

    @Test
    void oneBecomesMany() {
        float[] many = Forward.of(new RepeatLayer(), new RepeatLayer.Config(3), Shape.of(2))
                .run(1, 2);
        assertArrayEquals(new float[] {1, 2, 1, 2, 1, 2}, many);
    }

    private static <C extends Record> String refusal(Layer<C> layer, C config) {
        return assertThrows(
                        InvalidSetting.class,
                        () -> Forward.of(layer, config, Shape.of(6)).program())
                .getMessage();
    }

    @Test
    void refuseWhatIsNoSequence() {
        String expected = "needs a sequence of shape [steps, features…], but was given 6";
        for (String message : List.of(
                refusal(new Bidirectional(), bidirectional(Recurrent.Output.ALL)),
                refusal(new EachStep(), new EachStep.Config(READOUT)),
                refusal(new WindowedReadout(), new WindowedReadout.Config(1, 1, 1, Specs.NORMAL)))) {
            assertTrue(message.contains(expected), message);
        }
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.layer(new Bidirectional(), bidirectional(Recurrent.Output.ALL), 4, 2),
                        Contract.layer(new Bidirectional(), bidirectional(Recurrent.Output.LAST), 4, 2),
                        Contract.layer(
                                new WindowedReadout(), new WindowedReadout.Config(2, 3, 0.5, Specs.NORMAL), 4, 2),
                        Contract.layer(new EachStep(), new EachStep.Config(READOUT), 4, 2),
                        Contract.layer(new RepeatLayer(), new RepeatLayer.Config(3), 4))
                .flatMap(Contract::tests);
    }
}
