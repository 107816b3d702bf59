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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.recurrence.OutputToHidden.Feedback;
import org.recurve.testkit.Contract;

class OutputToHiddenTest {
    private static final int OUTPUTS = 3;
    private static final Spec<Cell<?, ?>> TANH =
            new Spec<>(new FeedforwardCell(), new FeedforwardCell.Config(4, Specs.TANH, Specs.NORMAL));

    private static OutputToHidden.Config config(double own, Feedback feedback) {
        return new OutputToHidden.Config(TANH, OUTPUTS, own, feedback);
    }

    private static Field target(int steps, Feedback feedback) {
        List<String> classes = List.of("a", "b", "c");
        return feedback == Feedback.VALUES
                ? new Field(Field.TARGET, Shape.of(steps, OUTPUTS))
                : new Field(Field.TARGET, Shape.of(steps), classes);
    }

    private static Exact layer(int steps, double own, Feedback feedback) {
        return Exact.of(new OutputToHidden(), config(own, feedback), Exact.input(steps, 2), target(steps, feedback));
    }

    /** {@code o = c + V tanh(b + U [x, y])}. */
    private static double[] output(Exact layer, double[] x, double[] y) {
        double[] both = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, both, x.length, y.length);
        double[] h = tanh(plus(layer.parameter("cell.b"), product(layer.parameter("cell.U"), both)));
        return plus(layer.parameter("c"), product(layer.parameter("V"), h));
    }

    private static double[] oneHot(int index) {
        return IntStream.range(0, OUTPUTS).mapToDouble(i -> i == index ? 1 : 0).toArray();
    }

    private static double[] largest(double[] o) {
        return oneHot(IntStream.range(0, OUTPUTS)
                .reduce((a, b) -> o[b] > o[a] ? b : a)
                .orElseThrow());
    }

    private static double[] softmax(double[] o) {
        double sum = Arrays.stream(o).map(StrictMath::exp).sum();
        return map(a -> StrictMath.exp(a) / sum, o);
    }

    private static UnaryOperator<double[]> said(Feedback feedback) {
        return switch (feedback) {
            case VALUES -> o -> o;
            case CHOICE -> OutputToHiddenTest::largest;
            case PROBABILITIES -> OutputToHiddenTest::softmax;
        };
    }

    @ParameterizedTest
    @EnumSource
    void runningFreeItHearsItself(Feedback feedback) {
        double[] x = Exact.numbers("x", 5 * 2);
        Exact layer = layer(5, 1, feedback);
        Map<String, double[]> fields = Map.of(Field.INPUT, x);
        double[] free = layer.run(true, fields);
        double[] said = new double[OUTPUTS];
        for (int t = 0; t < 5; t++) {
            double[] o = output(layer, step(x, 2, t), said);
            assertArrayEquals(o, step(free, OUTPUTS, t), 1e-12, "step " + t);
            said = said(feedback).apply(o);
        }
        assertArrayEquals(free, layer.run(false, fields), "training and evaluation are the same");
        assertArrayEquals(free, layer(5, 0, feedback).run(false, fields), "evaluation is always free");
    }

    @ParameterizedTest
    @EnumSource
    void aTeacherTellsTheOutputOfTheStepBefore(Feedback feedback) {
        double[] x = Exact.numbers("x", 5 * 2);
        double[] target = feedback == Feedback.VALUES ? Exact.numbers("y", 15) : new double[] {2, 0, 1, 1, 2};
        Exact layer = layer(5, 0, feedback);
        double[] taught = layer.run(true, Map.of(Field.INPUT, x, Field.TARGET, target));
        double[] before = new double[OUTPUTS];
        for (int t = 0; t < 5; t++) {
            assertArrayEquals(output(layer, step(x, 2, t), before), step(taught, OUTPUTS, t), 1e-12, "step " + t);
            before = feedback == Feedback.VALUES ? step(target, OUTPUTS, t) : oneHot((int) target[t]);
        }
    }

    @Test
    void sampledAtRandomItHearsOneOrTheOther() {
        int steps = 400;
        double[] x = Exact.numbers("long x", steps * 2);
        double[] target = Exact.numbers("long y", steps * OUTPUTS);
        Exact layer = layer(steps, 0.25, Feedback.VALUES);
        double[] sampled = layer.run(true, Map.of(Field.INPUT, x, Field.TARGET, target));
        int own = 0;
        for (int t = 1; t < steps; t++) {
            double[] actual = step(sampled, OUTPUTS, t);
            double[] heard = output(layer, step(x, 2, t), step(sampled, OUTPUTS, t - 1));
            double[] told = output(layer, step(x, 2, t), step(target, OUTPUTS, t - 1));
            boolean self = Math.abs(heard[0] - actual[0]) < 1e-12;
            assertArrayEquals(self ? heard : told, actual, 1e-12, "step " + t);
            own += self ? 1 : 0;
        }
        assertEquals(0.25, own / (steps - 1.0), 4 * StrictMath.sqrt(0.25 * 0.75 / steps));
    }

    @Test
    void sayWhatTheTargetMustBe() {
        Field scalar = new Field(Field.TARGET, Shape.SCALAR);
        String values = assertThrows(
                        InvalidSetting.class,
                        () -> Exact.of(new OutputToHidden(), config(0, Feedback.VALUES), Exact.input(5, 2), scalar))
                .getMessage();
        assertTrue(values.contains("taught by a target of [5×3], one output a step"), values);
        String choice = assertThrows(
                        InvalidSetting.class,
                        () -> Exact.of(new OutputToHidden(), config(0.5, Feedback.CHOICE), Exact.input(5, 2), scalar))
                .getMessage();
        assertTrue(choice.contains("the feedback of choice, but the examples' target is [scalar]"), choice);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Spec<Cell<?, ?>> gru = new Spec<>(new GruCell(), Specs.gru(2, GruCell.Reset.BEFORE));
        OutputToHidden.Config both = new OutputToHidden.Config(gru, OUTPUTS, 0, Feedback.CHOICE);
        return Stream.concat(
                        Stream.of(0.0, 0.5, 1.0)
                                .map(own -> Contract.layer(
                                        new OutputToHidden(),
                                        config(own, Feedback.VALUES),
                                        List.of(Exact.input(4, 2), target(4, Feedback.VALUES)))),
                        Stream.of(both, config(0.5, Feedback.PROBABILITIES))
                                .map(config -> Contract.layer(
                                        new OutputToHidden(),
                                        config,
                                        List.of(Exact.input(4, 2), target(4, Feedback.CHOICE)))))
                .flatMap(Contract::tests);
    }
}
