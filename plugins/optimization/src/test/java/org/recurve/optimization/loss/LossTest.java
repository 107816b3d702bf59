package org.recurve.optimization.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class LossTest {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static Field target(int... dims) {
        return new Field(Field.TARGET, Shape.of(dims));
    }

    private static Forward of(Loss<NoConfig> loss, Shape output, Field target, float... numbers) {
        return Forward.loss(loss, new NoConfig(), output).with(target, numbers);
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
        Forward loss = of(new CrossEntropy(), Shape.of(3), target(), 1);
        assertEquals(nats(1, 2, -1, 0.5), loss.run(2, -1, 0.5f)[0], 1e-6);
        assertEquals(StrictMath.log(3), loss.run(7, 7, 7)[0], 1e-6);
        assertEquals(2000, loss.run(1000, -1000, 0)[0], "no overflow, and no log of zero");
    }

    @Test
    void crossEntropyOfASequenceIsTheMeanOverItsTrueSteps() {
        Forward loss = of(new CrossEntropy(), Shape.of(2, 3), target(2), 1, 0);
        float[] output = {2, -1, 0.5f, 0, 1, 0};
        assertEquals((nats(1, 2, -1, 0.5) + nats(0, 0, 1, 0)) / 2, loss.run(output)[0], 1e-6);
        Forward shorter = loss.with(new Field(Field.LENGTH, Shape.SCALAR), 1);
        assertEquals(nats(1, 2, -1, 0.5), shorter.run(output)[0], 1e-6);
    }

    @Test
    void squaredErrorIsTheMeanOverElements() {
        assertEquals(
                (1 + 9) / 2.0,
                of(new SquaredError(), Shape.of(2), target(2), 1, -1).run(2, 2)[0]);
        assertEquals(4, of(new SquaredError(), Shape.of(1), target(), 1).run(3)[0]);
    }

    @Test
    void sayWhatDoesNotFit() {
        String classes = assertThrows(
                        InvalidSetting.class,
                        () -> of(new CrossEntropy(), Shape.of(3), target(3), 0, 0, 0)
                                .program())
                .getMessage();
        assertTrue(classes.contains("the output is 3, the target 3"), classes);
        String sizes = assertThrows(
                        InvalidSetting.class,
                        () -> of(new SquaredError(), Shape.of(3), target(2), 0, 0)
                                .program())
                .getMessage();
        assertTrue(sizes.contains("the output is 3 and the target 2"), sizes);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Field one = new Field(Field.TARGET, Shape.SCALAR, CLASSES);
        Field many = new Field(Field.TARGET, Shape.of(4), CLASSES);
        return Stream.of(
                        Contract.loss(new CrossEntropy(), new NoConfig(), Shape.of(3), one),
                        Contract.loss(new CrossEntropy(), new NoConfig(), Shape.of(4, 3), many),
                        Contract.loss(new SquaredError(), new NoConfig(), Shape.of(2, 2), target(4)))
                .flatMap(Contract::tests);
    }
}
