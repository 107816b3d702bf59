package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.session.Batch;
import org.recurve.testkit.Contract;

/**
 * The gradient of {@code h(n)} of {@code h(t) = b + w h(t−1) + u x(t)}, cut {@code k} steps back: in closed form
 * {@code ∂h(n)/∂w = Σ w^(n−t) h(t−1)}, {@code ∂/∂u = Σ w^(n−t) x(t)}, {@code ∂/∂b = Σ w^(n−t)}, each over the last k steps alone,
 * and {@code ∂/∂x(t) = u w^(n−t)} for them and 0 before.
 */
class GradientStepsTest {
    private static final int STEPS = 7;
    private static final double B = 0.3;
    private static final double U = 0.7;
    private static final double W = -0.8;
    private static final double[] X = Exact.numbers("steps back", STEPS);

    @Plugin(id = "linear", summary = "x")
    static final class Linear implements Activation<NoConfig> {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x;
        }
    }

    private static final Spec<Cell<?, ?>> LINEAR = new Spec<>(
            new ElmanCell(),
            new ElmanCell.Config(1, new Spec<>(new Linear(), new NoConfig()), Specs.NORMAL, Specs.NORMAL));

    private static ReferenceProgram.EvaluationPoint gradient(
            Layer<?> layer, Record config, int length, double... theta) {
        List<Field> fields = List.of(
                Exact.input(STEPS, 1), new Field(Field.TARGET, Shape.SCALAR), new Field(Field.LENGTH, Shape.SCALAR));
        Program program = Program.trace(
                new Layers(List.of(new Part("part", new Spec<>(layer, config)))),
                new Spec<Loss<?>>(new ArrivalTest.Itself(), new NoConfig()),
                fields);
        return new ReferenceProgram(program, org.recurve.api.random.Stream.of(0))
                .gradient(
                        new Batch(1, Map.of(), new long[1], true, 0),
                        new ReferenceProgram.EvaluationPoint(
                                theta,
                                Map.of(
                                        Field.INPUT, X,
                                        Field.TARGET, new double[1],
                                        Field.LENGTH, new double[] {length})));
    }

    /** Adds the terms of the closed form for one direction into {u, w, b}, and into the gradient of x. */
    private static double[] closedForm(int length, int steps, boolean backwards, double[] byX) {
        double[] h = new double[length + 1];
        for (int t = 0; t < length; t++) {
            h[t + 1] = B + W * h[t] + U * X[backwards ? length - 1 - t : t];
        }
        double[] sums = new double[3];
        for (int t = Math.max(0, length - steps); t < length; t++) {
            int at = backwards ? length - 1 - t : t;
            double power = StrictMath.pow(W, length - 1 - t);
            sums[0] += power * X[at];
            sums[1] += power * h[t];
            sums[2] += power;
            byX[at] += U * power;
        }
        return sums;
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "7, 3", "7, 6", "7, 7", "7, 100", "5, 2", "3, 3", "2, 5"})
    void theGradientIsTheSumOfTheLastStepsAlone(int length, int steps) {
        ReferenceProgram.EvaluationPoint actual = gradient(
                new Recurrent(),
                new Recurrent.Config(LINEAR, Recurrent.Output.LAST, Optional.of(steps)),
                length,
                U,
                W,
                B); // ordered by name: U, W, b
        double[] byX = new double[STEPS];
        assertArrayEquals(closedForm(length, steps, false, byX), actual.theta(), 1e-12);
        assertArrayEquals(byX, actual.of(Field.INPUT), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "7, 3", "7, 7", "5, 2"})
    void eachDirectionOfABidirectionalLayerIsCutAtItsOwnEnd(int length, int steps) {
        ReferenceProgram.EvaluationPoint actual = gradient(
                new Bidirectional(),
                new Bidirectional.Config(LINEAR, Optional.empty(), Recurrent.Output.LAST, Optional.of(steps)),
                length,
                U,
                W,
                B,
                U,
                W,
                B);
        double[] byX = new double[STEPS];
        double[] onwards = closedForm(length, steps, false, byX);
        double[] back = closedForm(length, steps, true, byX);
        double[] both = {back[0], back[1], back[2], onwards[0], onwards[1], onwards[2]};
        assertArrayEquals(both, actual.theta(), 1e-12);
        assertArrayEquals(byX, actual.of(Field.INPUT), 1e-12);
    }

    /** The output is that of the whole sequence, with any cell. */
    @Test
    void whatIsComputedStaysTheSame() {
        Spec<Cell<?, ?>> lstm = new Spec<>(new LstmCell(), Specs.lstm(3));
        Field[] fields = {Exact.input(STEPS, 1), new Field(Field.TARGET, Shape.SCALAR)};
        Recurrent.Config whole = new Recurrent.Config(lstm, Recurrent.Output.LAST);
        Recurrent.Config cut = new Recurrent.Config(lstm, Recurrent.Output.LAST, Optional.of(2));
        assertArrayEquals(
                Exact.of(new Recurrent(), whole, fields).run(X),
                Exact.of(new Recurrent(), cut, fields).run(X));
    }

    @Test
    void saysWhatCannotBeCut() {
        String all = assertThrows(
                        InvalidSetting.class, () -> new Recurrent.Config(LINEAR, Recurrent.Output.ALL, Optional.of(5)))
                .getMessage();
        assertTrue(all.contains("train: {truncate: 5}"), all);
        String none = assertThrows(
                        InvalidSetting.class,
                        () -> new Bidirectional.Config(LINEAR, Optional.empty(), Recurrent.Output.LAST, Optional.of(0)))
                .getMessage();
        assertEquals(
                "gradient-steps is 0, but must be at least 1; leave it out for a gradient through all steps", none);
    }

    /** Where the cut is past the first step, the gradient is that of the whole sequence, which the contract's differences know. */
    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Spec<Cell<?, ?>> elman = new Spec<>(new ElmanCell(), Specs.elman(3));
        return Stream.of(
                        Contract.layer(
                                new Recurrent(),
                                new Recurrent.Config(elman, Recurrent.Output.LAST, Optional.of(4)),
                                4,
                                2),
                        Contract.layer(
                                new Bidirectional(),
                                new Bidirectional.Config(
                                        elman, Optional.empty(), Recurrent.Output.LAST, Optional.of(4)),
                                4,
                                2))
                .flatMap(Contract::tests);
    }
}
