package org.recurve.optimization.clipper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.optimize.Vector;
import org.recurve.testkit.Contract;
import org.recurve.testkit.FixedGradient;

class ClipperTest {
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
                        Contract.clipper(new ClipByNorm(), new ClipByNorm.Config(0.5)),
                        Contract.clipper(new ClipByValue(), new ClipByValue.Config(0.5)))
                .flatMap(Contract::tests);
    }
}
