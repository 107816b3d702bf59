package org.recurve.optimization.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class LossTest {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static final List<Double> WEIGHTS = List.of(1.0, 2.0, 0.5);
    private static final SigmoidCrossEntropy.Config LABELS = new SigmoidCrossEntropy.Config(0.1, WEIGHTS);

    private static Field target(int... dims) {
        return new Field(Field.TARGET, Shape.of(dims));
    }

    private static final CrossEntropy.Config PLAIN = new CrossEntropy.Config(0, List.of());

    private static <C extends Record> Forward of(Loss<C> loss, C config, Shape output, Field target, float... numbers) {
        return Forward.loss(loss, config, output).with(target, numbers);
    }

    private static double nats(int target, double... output) {
        double sum = 0;
        for (double o : output) {
            sum += StrictMath.exp(o);
        }
        return StrictMath.log(sum) - output[target];
    }

    @Test
    void crossEntropyIsTheSurpriseAtTheTarget() {
        Forward loss = of(new CrossEntropy(), PLAIN, Shape.of(3), target(), 1);
        assertEquals(nats(1, 2, -1, 0.5), loss.run(2, -1, 0.5f)[0], 1e-6);
        assertEquals(StrictMath.log(3), loss.run(7, 7, 7)[0], 1e-6);
        assertEquals(2000, loss.run(1000, -1000, 0)[0], "no overflow, and no log of zero");
    }

    /** A class without an output would cost nothing, and a model that never finds it would look good. */
    @Test
    void classesThatTheOutputLacksAreAnError() {
        Field target = new Field(Field.TARGET, Shape.SCALAR, CLASSES);
        InvalidSetting refused = assertThrows(
                InvalidSetting.class,
                () -> of(new CrossEntropy(), PLAIN, Shape.of(2), target, 1).run(0, 0));
        assertTrue(
                refused.getMessage()
                        .contains("the data has 3 classes, but the last layer gives cross-entropy outputs for 2 only"),
                refused.getMessage());
        assertThrows(
                InvalidSetting.class,
                () -> of(new HingeLoss(), new HingeLoss.Config(1), Shape.of(2), target, 1)
                        .run(0, 0));
        assertEquals(
                StrictMath.log(4),
                of(new CrossEntropy(), PLAIN, Shape.of(4), target, 1).run(0, 0, 0, 0)[0],
                1e-6);
    }

    @Test
    void crossEntropyOfASequenceIsTheMeanOverItsTrueSteps() {
        Forward loss = of(new CrossEntropy(), PLAIN, Shape.of(2, 3), target(2), 1, 0);
        float[] output = {2, -1, 0.5f, 0, 1, 0};
        assertEquals((nats(1, 2, -1, 0.5) + nats(0, 0, 1, 0)) / 2, loss.run(output)[0], 1e-6);
        Forward shorter = loss.with(new Field(Field.LENGTH, Shape.SCALAR), 1);
        assertEquals(nats(1, 2, -1, 0.5), shorter.run(output)[0], 1e-6);
    }

    /** Scores of three classes for 1 by 2 pixels: each class has an image. */
    @Test
    void crossEntropyOfAnImageIsTheMeanOverItsPixels() {
        float[] planes = {2, 0, -1, 1, 0.5f, 0};
        Shape output = Shape.of(3, 1, 2);
        double first = nats(1, 2, -1, 0.5);
        double second = nats(0, 0, 1, 0);
        Forward loss = of(new CrossEntropy(), PLAIN, output, target(1, 2), 1, 0);
        assertEquals((first + second) / 2, loss.run(planes)[0], 1e-6);
        CrossEntropy.Config ignoring =
                new CrossEntropy.Config(0, List.of(), Optional.empty(), Optional.of(-1), Optional.empty());
        assertEquals(
                second,
                of(new CrossEntropy(), ignoring, output, target(1, 2), -1, 0).run(planes)[0],
                1e-6);
        double smoothed = 0;
        for (int target = 0; target < 3; target++) {
            smoothed += (nats(target, 2, -1, 0.5) + nats(target, 0, 1, 0)) * WEIGHTS.get(target) * 0.1 / 3;
        }
        smoothed += 0.9 * (WEIGHTS.get(1) * first + WEIGHTS.get(0) * second);
        assertEquals(
                smoothed / 2,
                of(new CrossEntropy(), new CrossEntropy.Config(0.1, WEIGHTS), output, target(1, 2), 1, 0)
                        .run(planes)[0],
                1e-6);
        InvalidSetting turned = assertThrows(
                InvalidSetting.class,
                () -> of(new CrossEntropy(), PLAIN, output, target(2, 1), 1, 0).program());
        assertTrue(
                turned.getMessage().contains("[classes, height, width] with one a pixel; the output is 3×1×2"),
                turned.getMessage());
        Field four = new Field(Field.TARGET, Shape.of(1, 2), List.of("a", "b", "c", "d"));
        InvalidSetting few = assertThrows(
                InvalidSetting.class,
                () -> of(new CrossEntropy(), PLAIN, output, four, 1, 0).program());
        assertTrue(few.getMessage().contains("outputs for 3 only; give it 4 filters"), few.getMessage());
    }

    /** Who comes from frameworks whose dense layers keep steps apart finds how it is written here. */
    @Test
    void oneOutputForTargetsOfManyStepsIsToldOfEachStep() {
        Field steps = new Field(Field.TARGET, Shape.of(5), List.of("a", "b", "c"));
        InvalidSetting once = assertThrows(
                InvalidSetting.class,
                () -> of(new CrossEntropy(), PLAIN, Shape.of(3), steps, 1, 0, 2, 0, 1)
                        .program());
        assertTrue(
                once.getMessage().contains("wrap the last layers in each-step: [{dense: 3}], behind"),
                once.getMessage());
    }

    /** Two steps of two elements, of which one step is true; what no input's steps fit is no sequence. */
    @Test
    void squaredErrorAndHuberOfASequenceAreThoseOfItsTrueSteps() {
        Field length = new Field(Field.LENGTH, Shape.SCALAR);
        float[] output = {1, 3, 100, 100};
        Forward squares = of(new SquaredError(), new SquaredError.Config(), Shape.of(2, 2), target(2, 2), 0, 0, 0, 0);
        assertEquals((1 + 9 + 20000) / 4.0, squares.run(output)[0], 1e-3);
        assertEquals((1 + 9) / 2.0, squares.with(length, 1).run(output)[0], 1e-6);
        Forward robust = of(new HuberLoss(), new HuberLoss.Config(1), Shape.of(2, 2), target(2, 2), 0, 0, 0, 0);
        assertEquals((0.5 + 2.5) / 2, robust.with(length, 1).run(output)[0], 1e-6);
    }

    @Test
    void squaredErrorIsTheMeanOverElements() {
        assertEquals(
                (1 + 9) / 2.0,
                of(new SquaredError(), new SquaredError.Config(), Shape.of(2), target(2), 1, -1)
                        .run(2, 2)[0]);
        assertEquals(
                4,
                of(new SquaredError(), new SquaredError.Config(), Shape.of(1), target(), 1)
                        .run(3)[0]);
    }

    /** Logits ln 1, ln 2, ln 5, so that probabilities are ⅛, ¼, ⅝. */
    @Test
    void smoothingAndWeightsSpreadTheSurprise() {
        float[] output = {0, (float) StrictMath.log(2), (float) StrictMath.log(5)};
        double[] nats = {StrictMath.log(8), StrictMath.log(4), StrictMath.log(1.6)};
        CrossEntropy loss = new CrossEntropy();
        Forward weighted = of(loss, new CrossEntropy.Config(0, WEIGHTS), Shape.of(3), target(), 1);
        assertEquals(2 * nats[1], weighted.run(output)[0], 1e-6);
        Forward smooth = of(loss, new CrossEntropy.Config(0.3, List.of()), Shape.of(3), target(), 1);
        assertEquals(0.7 * nats[1] + 0.1 * (nats[0] + nats[1] + nats[2]), smooth.run(output)[0], 1e-6);
        Forward both = of(loss, new CrossEntropy.Config(0.3, WEIGHTS), Shape.of(3), target(), 1);
        assertEquals(0.7 * 2 * nats[1] + 0.1 * (nats[0] + 2 * nats[1] + 0.5 * nats[2]), both.run(output)[0], 1e-6);
    }

    /** Margin 1: 1 + 0.5 − 0 = 1.5 and 1 − 2 − 0 < 0; a right class two ahead costs nothing. */
    @Test
    void theHingeCountsWrongClassesThatAreTooNear() {
        HingeLoss.Config config = new HingeLoss.Config(1);
        assertEquals(1.5, of(new HingeLoss(), config, Shape.of(3), target(), 1).run(0.5f, 0, -2)[0], 1e-6);
        assertEquals(0, of(new HingeLoss(), config, Shape.of(3), target(), 1).run(1, 3, 2)[0]);
        Forward sequence = of(new HingeLoss(), config, Shape.of(2, 2), target(2), 0, 1);
        assertEquals((3 + 0.5) / 2, sequence.run(0, 2, 1, 1.5f)[0], 1e-6);
        assertEquals(
                3,
                sequence.with(new Field(Field.LENGTH, Shape.SCALAR), 1).run(0, 2, 1, 1.5f)[0],
                "the second is past the end");
    }

    @Test
    void huberIsStraightBeyondDelta() {
        Forward huber = of(new HuberLoss(), new HuberLoss.Config(2), Shape.of(2), target(2), 0, 0);
        assertEquals((0.5 + 2 * (5 - 1)) / 2, huber.run(1, -5)[0], 1e-6);
    }

    /** σ(ln 3) = ¾ and σ(−ln 3) = ¼. */
    @Test
    void sigmoidsAreJudgedLabelByLabel() {
        float ln3 = (float) StrictMath.log(3);
        Forward squared = of(new SigmoidSquaredError(), new NoConfig(), Shape.of(2), target(2), 1, 1);
        assertEquals(0.5 * (1 / 16.0 + 9 / 16.0), squared.run(ln3, -ln3)[0], 1e-6);
        SigmoidCrossEntropy.Config plain = new SigmoidCrossEntropy.Config(0, List.of());
        SigmoidCrossEntropy loss = new SigmoidCrossEntropy();
        double near = StrictMath.log(4 / 3.0);
        double far = StrictMath.log(4);
        assertEquals(
                (near + far) / 2, of(loss, plain, Shape.of(2), target(2), 1, 1).run(ln3, -ln3)[0], 1e-6);
        assertEquals(2000 / 2.0, of(loss, plain, Shape.of(2), target(2), 0, 0).run(2000, -2000)[0], "no overflow");
        SigmoidCrossEntropy.Config both = new SigmoidCrossEntropy.Config(0.2, List.of(1.0, 3.0));
        double first = 0.9 * near + 0.1 * far; // target 0.9
        double second = 0.1 * far + 0.9 * near; // target 0.1 at σ = ¼
        assertEquals(
                (first + 3 * second) / 2,
                of(loss, both, Shape.of(2), target(2), 1, 0).run(ln3, -ln3)[0],
                1e-6);
        Forward sequence = of(loss, plain, Shape.of(2, 1), target(2, 1), 1, 1);
        assertEquals(
                near, sequence.with(new Field(Field.LENGTH, Shape.SCALAR), 1).run(ln3, -ln3)[0], 1e-6);
    }

    private record Slope(Spec<Loss<?>> loss) {}

    /** The derivative of a loss by the output. */
    @Plugin(id = "slope", summary = "the derivative of a loss")
    private static final class Derivative implements Layer<Slope> {
        @Override
        public Value forward(Slope config, Scope scope, Value x) {
            return loss(config.loss(), scope, x).gradient(x).getFirst();
        }

        @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
        private static Value loss(Spec<Loss<?>> spec, Scope scope, Value output) {
            Value target = scope.field(Field.TARGET).orElseThrow();
            return ((Loss<Record>) spec.plugin()).loss(spec.config(), scope, output, target);
        }
    }

    private static float[] slope(Loss<?> loss, Record config, float target, float... output) {
        Spec<Loss<?>> spec = new Spec<>(loss, config);
        return Forward.of(new Derivative(), new Slope(spec), Shape.of(output.length))
                .with(output.length == 1 ? target(1) : target(), target)
                .run(output);
    }

    private static void isNear(double expected, float actual) {
        assertEquals(expected, actual, 1e-6 * Math.abs(expected));
    }

    /** What is almost certain keeps the digits of its loss and gradient; values by mpmath 1.3 with 30 digits. */
    @Test
    void smallLossesKeepTheirDigits() {
        SigmoidCrossEntropy.Config plain = new SigmoidCrossEntropy.Config(0, List.of());
        SigmoidCrossEntropy sigmoids = new SigmoidCrossEntropy();
        for (int target = 0; target <= 1; target++) {
            int sign = target == 1 ? 1 : -1;
            Forward one = of(sigmoids, plain, Shape.of(1), target(1), target);
            isNear(2.06115362031438070323898279887794e-9, one.run(sign * 20)[0]);
            isNear(4.24835425529158898630497784363169e-18, one.run(sign * 40)[0]);
            isNear(-sign * 2.06115361819020358143086212947452e-9, slope(sigmoids, plain, target, sign * 20)[0]);
            isNear(-sign * 0.5, slope(sigmoids, plain, target, 0)[0]);
        }
        SigmoidSquaredError squares = new SigmoidSquaredError();
        isNear(
                2.12417711888928376204099671345e-18,
                of(squares, new NoConfig(), Shape.of(1), target(1), 1).run(20)[0]);
        isNear(-4.24835422902205681553101450057e-18, slope(squares, new NoConfig(), 1, 20)[0]);
        Forward classes = of(new CrossEntropy(), PLAIN, Shape.of(3), target(), 0);
        isNear(2.07504156415062310059515177344e-9, classes.run(20, 0, -5)[0]);
        isNear(-2.07504156415062310059515177344e-9, slope(new CrossEntropy(), PLAIN, 0, 20, 0, -5)[0]);
    }

    @Test
    void weightsFitTheClasses() {
        assertThrows(InvalidSetting.class, () -> new CrossEntropy.Config(0, List.of(1.0, -1.0)));
        assertThrows(InvalidSetting.class, () -> new SigmoidCrossEntropy.Config(0, List.of(0.0, 0.0)));
        String few = assertThrows(
                        InvalidSetting.class,
                        () -> of(new CrossEntropy(), new CrossEntropy.Config(0, WEIGHTS), Shape.of(4), target(), 0)
                                .program())
                .getMessage();
        assertTrue(few.contains("class-weights has 3 numbers, but the model's output has 4 classes"), few);
    }

    @Test
    void sayWhatDoesNotFit() {
        String classes = assertThrows(
                        InvalidSetting.class,
                        () -> of(new CrossEntropy(), PLAIN, Shape.of(3), target(3), 0, 0, 0)
                                .program())
                .getMessage();
        assertTrue(classes.contains("the output is 3, the target 3"), classes);
        String sizes = assertThrows(
                        InvalidSetting.class,
                        () -> of(new SquaredError(), new SquaredError.Config(), Shape.of(3), target(2), 0, 0)
                                .program())
                .getMessage();
        assertTrue(sizes.contains("the output is 3 and the target 2"), sizes);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Field one = new Field(Field.TARGET, Shape.SCALAR, CLASSES);
        Field many = new Field(Field.TARGET, Shape.of(4), CLASSES);
        Field mask = new Field(Field.TARGET, Shape.of(2, 2), CLASSES);
        return Stream.of(
                        Contract.loss(new CrossEntropy(), PLAIN, Shape.of(3), one),
                        Contract.loss(new CrossEntropy(), PLAIN, Shape.of(4, 3), many),
                        Contract.loss(new CrossEntropy(), new CrossEntropy.Config(0.1, WEIGHTS), Shape.of(3), one),
                        Contract.loss(
                                new CrossEntropy(), new CrossEntropy.Config(0.1, WEIGHTS), Shape.of(3, 2, 2), mask),
                        Contract.loss(new HingeLoss(), new HingeLoss.Config(1), Shape.of(3, 2, 2), mask),
                        Contract.loss(new HingeLoss(), new HingeLoss.Config(1), Shape.of(3), one),
                        Contract.loss(new HingeLoss(), new HingeLoss.Config(1), Shape.of(4, 3), many),
                        Contract.loss(new HuberLoss(), new HuberLoss.Config(0.5), Shape.of(2, 2), target(4)),
                        Contract.loss(new SigmoidSquaredError(), new NoConfig(), Shape.of(3), target(3)),
                        Contract.loss(new SigmoidCrossEntropy(), LABELS, Shape.of(3), target(3)),
                        Contract.loss(new SigmoidCrossEntropy(), LABELS, Shape.of(2, 3), target(2, 3)),
                        Contract.loss(new SquaredError(), new SquaredError.Config(), Shape.of(2, 2), target(4)))
                .flatMap(Contract::tests);
    }
}
