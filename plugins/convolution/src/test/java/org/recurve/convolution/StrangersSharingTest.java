package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Sharing patterns that are no part of Recurve, against shared convolutions by each of their kernels. */
class StrangersSharingTest {
    private static final Shape IMAGE = Shape.of(2, 7, 6);
    private static final int KERNEL = 3 * 2 * 3 * 3;

    private static float[] numbers(String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) org.recurve.api.random.Stream.of(7).in(name).normal(i);
        }
        return values;
    }

    private static Settings settings(float[] w) {
        Spec<Initializer<?>> given = Forward.given(w);
        return Settings.of(3, Settings.extents(3), given).bias(Conv.Bias.NONE);
    }

    private static float[] run(Settings settings) {
        return Forward.of(new Conv(), settings.config(), IMAGE).run(numbers("x", IMAGE.size()));
    }

    /** 5×4 positions; the middle row belongs to the upper half. */
    @Test
    void eachQuadrantHasItsKernel() {
        float[] w = numbers("w", 4 * KERNEL);
        float[] actual = run(settings(w).sharing(new Spec<>(new Quadrants(), new NoConfig())));
        for (int bank = 0; bank < 4; bank++) {
            float[] shared = run(settings(Arrays.copyOfRange(w, bank * KERNEL, (bank + 1) * KERNEL)));
            for (int at = 0; at < actual.length; at++) {
                int quadrant = (at / 4 % 5 < 3 ? 0 : 2) + (at % 4 < 2 ? 0 : 1);
                if (quadrant == bank) {
                    assertEquals(shared[at], actual[at]);
                }
            }
        }
    }

    /** The taps of a row of the window are added in another order, so the last bits may differ. */
    @Test
    void oddRowsSeeTheKernelMirrored() {
        float[] w = numbers("w", KERNEL);
        float[] mirrored = new float[KERNEL];
        for (int i = 0; i < KERNEL; i++) {
            mirrored[i] = w[i - i % 3 + 2 - i % 3];
        }
        float[] actual = run(settings(w).sharing(new Spec<>(new MirroredTaps(), new NoConfig())));
        float[] even = run(settings(w));
        float[] odd = run(settings(mirrored));
        for (int at = 0; at < actual.length; at++) {
            assertEquals(at / 4 % 5 % 2 == 0 ? even[at] : odd[at], actual[at], 1e-5f);
        }
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.sharing(new Quadrants(), new NoConfig()),
                        Contract.sharing(new MirroredTaps(), new NoConfig()))
                .flatMap(Contract::tests);
    }
}
