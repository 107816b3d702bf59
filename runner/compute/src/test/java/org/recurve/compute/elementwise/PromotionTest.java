package org.recurve.compute.elementwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionTest {
    private static final int STRIP = 1024;

    /** A form of this test alone: no other has so many inputs. */
    private static final Form FORM = new Form(
            97, 0, List.of(new Chain.Step(Function.ADD, 0, 96), new Chain.Step(Function.ABS, 97)), List.of(98));

    @BeforeAll
    static void vectors() {
        assertTrue(Hardware.here().vectorModule());
    }

    private static Promotion.Stage.Practice practice(Promotion promotion) {
        return assertInstanceOf(Promotion.Stage.Practice.class, promotion.stage());
    }

    @Test
    void formsWithEqualStepsShareOnePromotionWhateverTheirConstants() {
        Chain.Step product = new Chain.Step(Function.MULTIPLY, 0, 1);
        Chain.Step root = new Chain.Step(Function.SQRT, 2);
        Form two = Form.of(new Chain(1, List.of(2f), List.of(product, root), List.of(3)));
        Form three = Form.of(new Chain(1, List.of(3f), List.of(product, root), List.of(3)));
        Form product1 = Form.of(new Chain(1, List.of(3f), List.of(product, root), List.of(2)));
        assertSame(Promotion.of(two), Promotion.of(three));
        assertNotSame(Promotion.of(two), Promotion.of(product1));
    }

    @Test
    void aFormPractisesWhenItHasBeenUsedMuch() {
        Promotion promotion = Promotion.of(FORM);
        Promotion.Stage.Strips strips = assertInstanceOf(Promotion.Stage.Strips.class, promotion.stage());
        promotion.worked(strips, STRIP);
        assertSame(strips, promotion.stage());
        for (int i = 0; i < (1 << 18); i++) {
            promotion.worked(strips, STRIP);
        }
        practice(promotion);
    }

    @Test
    void aLoopThatWinsThreeTrialsRunningTakesOverForGood() {
        Promotion promotion = Promotion.practising(FORM);
        Promotion.Stage.Practice practice = practice(promotion);
        promotion.measured(practice, 512, 10, 512, 20);
        promotion.measured(practice, 512, 10, 512, 20);
        promotion.measured(practice, 512, 20, 512, 20);
        promotion.measured(practice, 512, 10, 512, 20);
        promotion.measured(practice, 512, 10, 512, 20);
        assertSame(practice, promotion.stage());
        promotion.measured(practice, 512, 10, 512, 20);
        Promotion.Stage loop = assertInstanceOf(Promotion.Stage.Loop.class, promotion.stage());
        practice.rounds().set(Integer.MAX_VALUE);
        promotion.measured(practice, 512, 20, 512, 10);
        assertSame(loop, promotion.stage());
    }

    @Test
    void timesAreComparedElementByElement() {
        Promotion promotion = Promotion.practising(FORM);
        for (int i = 0; i < 5; i++) {
            promotion.measured(practice(promotion), 64, 15, 128, 20);
        }
        for (int i = 0; i < 3; i++) {
            promotion.measured(practice(promotion), 64, 15, 128, 40);
        }
        assertInstanceOf(Promotion.Stage.Loop.class, promotion.stage());
    }

    @Test
    void aLoopThatNeverWinsIsGivenUp() {
        Promotion promotion = Promotion.practising(FORM);
        Promotion.Stage.Practice practice = practice(promotion);
        practice.rounds().set(1 << 22);
        promotion.measured(practice, 512, 20, 512, 10);
        assertInstanceOf(Promotion.Stage.Kept.class, promotion.stage());
    }

    @Test
    void aLoopInPracticeNeverTakesMoreThanThereIs() {
        Promotion promotion = Promotion.practising(FORM);
        Promotion.Stage.Practice practice = practice(promotion);
        for (int round = 0; round < 3000; round++) {
            for (int n : new int[] {1, 15, 16, 17, 40, STRIP}) {
                int share = promotion.share(practice, n);
                assertTrue(share >= 0 && share <= n && share % VectorLoops.SPECIES.length() == 0);
            }
        }
    }

    @Test
    void whatOneLoopCannotMakeFasterStaysWithStrips() {
        Chain.Step add = new Chain.Step(Function.ADD, 0, 0);
        assertFalse(new Form(1, 0, List.of(add), List.of(1)).gains());
        assertFalse(new Form(1, 0, List.of(add, new Chain.Step(Function.TANH, 1)), List.of(2)).gains());
        Chain lengthy = RandomChain.drawShort(new SplittableRandom(7), 3, 33);
        assertFalse(Form.of(lengthy).gains());
        assertInstanceOf(
                Promotion.Stage.Kept.class, Promotion.of(Form.of(lengthy)).stage());
    }

    /** So many strips that all stages are passed wherever the optimizing compiler is there in time; the bits are the same anyway. */
    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void theBitsStayTheSameWhileALoopTakesOver(int steps) {
        SplittableRandom random = new SplittableRandom(steps);
        Chain chain = RandomChain.drawShort(random, 2, steps);
        float[] x = Floats.array(random, 2500);
        float[] y = Floats.array(random, 2500);
        int[][] expected = run(Way.SCALAR.kernel(chain), x, y);
        ChainKernel kernel = Way.PRACTICE.kernel(chain);
        for (int i = 0; i < 4000; i++) {
            int[][] actual = run(kernel, x, y);
            for (int o = 0; o < expected.length; o++) {
                assertArrayEquals(expected[o], actual[o], chain::toString);
            }
        }
    }

    private static int[][] run(ChainKernel kernel, float[] x, float[] y) {
        int outputs = kernel.chain().outputs().size();
        float[][] spaces = new float[2 + outputs][2500];
        spaces[0] = x;
        spaces[1] = y;
        Operand[] operands = IntStream.range(0, 2 + outputs)
                .mapToObj(space -> Operand.shared(space, 0))
                .toArray(Operand[]::new);
        Operand[] inputs = Arrays.copyOf(operands, 2);
        kernel.flat(inputs, Arrays.copyOfRange(operands, 2, operands.length), spaces, kernel.scratch(), 0, 2500);
        return Arrays.stream(spaces).skip(2).map(Floats::bits).toArray(int[][]::new);
    }
}
