package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class DropoutTest {
    private static float[] ones(int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void dropsItsShareAndKeepsTheMean() {
        float[] y =
                Trained.of(new Dropout(), new Dropout.Config(0.2, false), 100).outputs(0, ones(20_000));
        int dropped = 0;
        for (float value : y) {
            assertTrue(value == 0 || value == 1 / 0.8f, "dropped or scaled, not " + value);
            dropped += value == 0 ? 1 : 0;
        }
        double deviation = StrictMath.sqrt(0.2 * 0.8 / y.length);
        assertEquals(0.2, (double) dropped / y.length, 4 * deviation);
    }

    @Test
    void drawsAnewForEveryExampleAndStep() {
        Trained dropout = Trained.of(new Dropout(), new Dropout.Config(0.5, false), 64);
        float[] y = dropout.outputs(0, ones(128));
        assertFalse(Arrays.equals(Arrays.copyOf(y, 64), Arrays.copyOfRange(y, 64, 128)));
        assertFalse(Arrays.equals(y, dropout.outputs(1, ones(128))));
        assertArrayEquals(y, dropout.outputs(0, ones(128)));
        assertArrayEquals(Arrays.copyOf(y, 64), dropout.outputs(0, ones(64)), "whatever the batch");
    }

    @Test
    void spatialDropoutDropsWholeChannels() {
        float[] y = Trained.of(new Dropout(), new Dropout.Config(0.5, true), 50, 2, 3)
                .outputs(0, ones(300));
        int dropped = 0;
        for (int channel = 0; channel < 50; channel++) {
            float[] positions = Arrays.copyOfRange(y, 6 * channel, 6 * channel + 6);
            assertEquals(
                    1,
                    IntStream.range(0, 6).mapToObj(i -> positions[i]).distinct().count());
            dropped += positions[0] == 0 ? 1 : 0;
        }
        assertTrue(dropped > 10 && dropped < 40, dropped + " of 50 channels are dropped");
    }

    @Test
    void evaluationChangesNothing() {
        Forward dropout = Forward.of(new Dropout(), new Dropout.Config(0.9, false), Shape.of(3));
        assertArrayEquals(new float[] {1, -2, Float.NaN}, dropout.run(1, -2, Float.NaN));
    }

    @Test
    void whatIsDroppedContributesNotEvenANaN() {
        float[] infinite = new float[100];
        Arrays.fill(infinite, Float.NaN);
        float[] y =
                Trained.of(new Dropout(), new Dropout.Config(0.5, false), 100).outputs(0, infinite);
        assertTrue(IntStream.range(0, 100).anyMatch(i -> y[i] == 0));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Stream.of(
                        Contract.layer(new Dropout(), new Dropout.Config(0.3, false), 4, 3),
                        Contract.layer(new Dropout(), new Dropout.Config(0.5, true), 4, 3),
                        Contract.layer(new Dropout(), new Dropout.Config(0, false), 4))
                .flatMap(Contract::tests);
    }
}
