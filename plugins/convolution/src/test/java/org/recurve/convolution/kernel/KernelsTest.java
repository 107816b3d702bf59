package org.recurve.convolution.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.testkit.Contract;

class KernelsTest {
    private static final Gabor.Config GABOR =
            new Gabor.Config(3, List.of(0.5, 1.5), List.of(0.0, 0.7), 2, 0.1, 0.3, 0.4, -0.6, 0.2);

    private static <C extends Record> float[] draw(Initializer<C> initializer, C config, int... shape) {
        return initializer.draw(config, new Weights(Shape.of(shape), 1, 1), org.recurve.api.random.Stream.of(0));
    }

    @Test
    void blurIsTheKernelOfImageProcessing() {
        float[] expected = {1, 2, 1, 2, 4, 2, 1, 2, 1};
        float[] drawn = draw(new Blur(), new Blur.Config(Blur.BlurWeights.BINOMIAL), 1, 1, 1, 3, 3);
        for (int i = 0; i < 9; i++) {
            assertEquals(expected[i] / 16, drawn[i]);
        }
        assertArrayEquals(
                new float[] {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f},
                draw(new Blur(), new Blur.Config(Blur.BlurWeights.BINOMIAL), 1, 1, 1, 5));
        assertArrayEquals(
                new float[] {0.25f, 0.25f, 0.25f, 0.25f},
                draw(new Blur(), new Blur.Config(Blur.BlurWeights.BOX), 1, 1, 1, 2, 2));
    }

    /** The slide of a lecture sharpens with 9 in the middle, others with 5. */
    @Test
    void sharpenTakesTheLaplacianAway() {
        assertArrayEquals(
                new float[] {0, -2, 0, -2, 9, -2, 0, -2, 0}, draw(new Sharpen(), new Sharpen.Config(2), 1, 1, 1, 3, 3));
        assertArrayEquals(
                new float[] {0, -1, 0, -1, 5, -1, 0, -1, 0}, draw(new Sharpen(), new Sharpen.Config(1), 1, 1, 1, 3, 3));
    }

    @Test
    void laplaceComparesTheMiddleWithItsNeighbours() {
        assertArrayEquals(
                new float[] {0, 1, 0, 1, -4, 1, 0, 1, 0},
                draw(new Laplace(), new Laplace.Config(false), 1, 1, 1, 3, 3));
        assertArrayEquals(
                new float[] {1, 1, 1, 1, -8, 1, 1, 1, 1}, draw(new Laplace(), new Laplace.Config(true), 1, 1, 1, 3, 3));
    }

    @Test
    void sobelTakesBothSlopesInTurn() {
        float[] expected = {-1, 0, 1, -2, 0, 2, -1, 0, 1, -1, -2, -1, 0, 0, 0, 1, 2, 1};
        assertArrayEquals(expected, draw(new Sobel(), new NoConfig(), 1, 2, 1, 3, 3));
    }

    @Test
    void everyBankHasTheKernelAndChannelsShareIt() {
        float[] drawn = draw(new Sobel(), new NoConfig(), 5, 3, 2, 5, 3);
        for (int i = 0; i < drawn.length; i++) {
            int column = i % 3 - 1;
            int row = i / 3 % 5 - 2;
            boolean second = i / 30 % 3 == 1;
            int slope = second ? row * (2 - Math.abs(column)) : column * (2 - Math.abs(row));
            assertEquals(Math.abs(row) > 1 ? 0 : slope / 2f, drawn[i]);
        }
    }

    /** The formula with the rotation written as a complex product, for all parameters at once. */
    @Test
    void gaborFollowsItsFormula() {
        float[] drawn = draw(new Gabor(), GABOR, 1, 12, 1, 5, 4);
        for (int i = 0; i < drawn.length; i++) {
            int filter = i / 20;
            double turn = 0.2 + StrictMath.PI * (filter % 3) / 3;
            double x = i % 4 - 1.5 - 0.4;
            double y = i / 4 % 5 - 2 + 0.6;
            double radius = StrictMath.hypot(x, y);
            double angle = StrictMath.atan2(y, x) - turn;
            double along = radius * StrictMath.cos(angle);
            double across = radius * StrictMath.sin(angle);
            double wave = StrictMath.cos((filter / 3 % 2 == 0 ? 0.5 : 1.5) * along + (filter < 6 ? 0 : 0.7));
            double expected = 2 * wave * StrictMath.exp(-(0.1 * along * along + 0.3 * across * across));
            assertEquals(expected, drawn[i], 1e-6);
        }
    }

    @Test
    void banksBeginAgainWhereThereAreMoreFilters() {
        float[] drawn = draw(new Gabor(), GABOR, 1, 13, 1, 5, 5);
        float[] first = draw(new Gabor(), GABOR, 1, 1, 1, 5, 5);
        assertArrayEquals(first, Arrays.copyOfRange(drawn, 12 * 25, 13 * 25));
    }

    @Test
    void kernelsMayBeWrittenOut() {
        FixedKernel.KernelValues one = FixedKernel.KernelValues.of(List.of(List.of(1, 2), List.of(3L, 0.5)));
        assertArrayEquals(
                new float[] {1, 2, 3, 0.5f, 1, 2, 3, 0.5f},
                draw(new FixedKernel(), new FixedKernel.Config(one), 1, 2, 1, 2, 2));
        FixedKernel.KernelValues each =
                FixedKernel.KernelValues.of(List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6)));
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6}, draw(new FixedKernel(), new FixedKernel.Config(each), 1, 3, 1, 2));
        assertEquals(each, FixedKernel.KernelValues.of(each.plain()));
    }

    private static <C extends Record> void refused(String why, Initializer<C> initializer, C config, int... shape) {
        String message = assertThrows(InvalidSetting.class, () -> draw(initializer, config, shape))
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void whatDoesNotFitIsSaid() {
        refused("sobel is the kernel of a convolution", new Sobel(), new NoConfig(), 5, 7);
        refused("the window is 4×3", new Sobel(), new NoConfig(), 1, 2, 1, 4, 3);
        refused("the window is 9", new Gabor(), GABOR, 1, 2, 1, 9);
        FixedKernel.Config square =
                new FixedKernel.Config(FixedKernel.KernelValues.of(List.of(List.of(1, 2), List.of(3, 4))));
        refused("the kernel given is 2×2, but the window is 3×3", new FixedKernel(), square, 1, 2, 1, 3, 3);
        for (Object wrong : List.of("x", List.of(), List.of(List.of(1), List.of(1, 2)), List.of(1, List.of(2)))) {
            assertThrows(IllegalArgumentException.class, () -> FixedKernel.KernelValues.of(wrong));
        }
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.initializer(new Blur(), new Blur.Config(Blur.BlurWeights.BINOMIAL)),
                        Contract.initializer(new Sharpen(), new Sharpen.Config(1)),
                        Contract.initializer(new Laplace(), new Laplace.Config(false)),
                        Contract.initializer(new Sobel(), new NoConfig()),
                        Contract.initializer(new Gabor(), GABOR),
                        Contract.initializer(
                                new FixedKernel(),
                                new FixedKernel.Config(
                                        new FixedKernel.KernelValues(Shape.of(5, 5), Collections.nCopies(25, 0.04)))))
                .flatMap(Contract::tests);
    }
}
