package org.recurve.compute.kernel.elementwise;

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
import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;

class TieringPolicyTest {
    private static final int STRIP = 1024;

    /** A form of this test alone: no other has so many inputs. */
    private static final ExpressionShape FORM = new ExpressionShape(
            97,
            0,
            0,
            List.of(
                    new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 0, 96),
                    new FusedExpression.ExpressionStep(ElementwiseFunction.ABS, 97)),
            List.of(98));

    @BeforeAll
    static void vectors() {
        assertTrue(HardwareFeatures.here().vectorModule());
    }

    private static TieringPolicy.ExecutionTier.WarmupTier practice(TieringPolicy policy) {
        return assertInstanceOf(TieringPolicy.ExecutionTier.WarmupTier.class, policy.stage());
    }

    @Test
    void formsWithEqualStepsShareOnePromotionWhateverTheirConstants() {
        FusedExpression.ExpressionStep product = new FusedExpression.ExpressionStep(ElementwiseFunction.MULTIPLY, 0, 1);
        FusedExpression.ExpressionStep root = new FusedExpression.ExpressionStep(ElementwiseFunction.SQRT, 2);
        ExpressionShape two =
                ExpressionShape.of(new FusedExpression(1, List.of(2f), List.of(product, root), List.of(3)));
        ExpressionShape three =
                ExpressionShape.of(new FusedExpression(1, List.of(3f), List.of(product, root), List.of(3)));
        ExpressionShape product1 =
                ExpressionShape.of(new FusedExpression(1, List.of(3f), List.of(product, root), List.of(2)));
        assertSame(TieringPolicy.of(two), TieringPolicy.of(three));
        assertNotSame(TieringPolicy.of(two), TieringPolicy.of(product1));
    }

    @Test
    void aFormPractisesWhenItHasBeenUsedMuch() {
        TieringPolicy policy = TieringPolicy.of(FORM);
        TieringPolicy.ExecutionTier.InterpretedTier tier =
                assertInstanceOf(TieringPolicy.ExecutionTier.InterpretedTier.class, policy.stage());
        policy.worked(tier, STRIP);
        assertSame(tier, policy.stage());
        for (int i = 0; i < (1 << 18); i++) {
            policy.worked(tier, STRIP);
        }
        practice(policy);
    }

    @Test
    void aLoopThatWinsThreeTrialsRunningTakesOverForGood() {
        TieringPolicy policy = TieringPolicy.practising(FORM);
        TieringPolicy.ExecutionTier.WarmupTier warmupTier = practice(policy);
        policy.measured(warmupTier, 512, 10, 512, 20);
        policy.measured(warmupTier, 512, 10, 512, 20);
        policy.measured(warmupTier, 512, 20, 512, 20);
        policy.measured(warmupTier, 512, 10, 512, 20);
        policy.measured(warmupTier, 512, 10, 512, 20);
        assertSame(warmupTier, policy.stage());
        policy.measured(warmupTier, 512, 10, 512, 20);
        TieringPolicy.ExecutionTier loop =
                assertInstanceOf(TieringPolicy.ExecutionTier.CompiledTier.class, policy.stage());
        warmupTier.rounds().set(Integer.MAX_VALUE);
        policy.measured(warmupTier, 512, 20, 512, 10);
        assertSame(loop, policy.stage());
    }

    @Test
    void timesAreComparedElementByElement() {
        TieringPolicy policy = TieringPolicy.practising(FORM);
        for (int i = 0; i < 5; i++) {
            policy.measured(practice(policy), 64, 15, 128, 20);
        }
        for (int i = 0; i < 3; i++) {
            policy.measured(practice(policy), 64, 15, 128, 40);
        }
        assertInstanceOf(TieringPolicy.ExecutionTier.CompiledTier.class, policy.stage());
    }

    @Test
    void aLoopThatNeverWinsIsGivenUp() {
        TieringPolicy policy = TieringPolicy.practising(FORM);
        TieringPolicy.ExecutionTier.WarmupTier warmupTier = practice(policy);
        warmupTier.rounds().set(1 << 22);
        policy.measured(warmupTier, 512, 20, 512, 10);
        assertInstanceOf(TieringPolicy.ExecutionTier.RejectedTier.class, policy.stage());
    }

    @Test
    void aLoopInPracticeNeverTakesMoreThanThereIs() {
        TieringPolicy policy = TieringPolicy.practising(FORM);
        TieringPolicy.ExecutionTier.WarmupTier warmupTier = practice(policy);
        for (int round = 0; round < 3000; round++) {
            for (int n : new int[] {1, 15, 16, 17, 40, STRIP}) {
                int share = policy.share(warmupTier, n);
                assertTrue(share >= 0 && share <= n && share % VectorChunkKernel.SPECIES.length() == 0);
            }
        }
    }

    @Test
    void whatOneLoopCannotMakeFasterStaysWithStrips() {
        FusedExpression.ExpressionStep add = new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 0, 0);
        assertFalse(new ExpressionShape(1, 0, 0, List.of(add), List.of(1)).gains());
        assertFalse(new ExpressionShape(
                        1,
                        0,
                        0,
                        List.of(add, new FusedExpression.ExpressionStep(ElementwiseFunction.TANH, 1)),
                        List.of(2))
                .gains());
        FusedExpression lengthy = RandomExpression.drawShort(new SplittableRandom(7), 3, 33);
        assertFalse(ExpressionShape.of(lengthy).gains());
        assertInstanceOf(
                TieringPolicy.ExecutionTier.RejectedTier.class,
                TieringPolicy.of(ExpressionShape.of(lengthy)).stage());
    }

    /** So many strips that all stages are passed wherever the optimizing compiler is there in time; the bits are the same anyway. */
    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void theBitsStayTheSameWhileALoopTakesOver(int steps) {
        SplittableRandom random = new SplittableRandom(steps);
        FusedExpression expression = RandomExpression.drawShort(random, 2, steps);
        float[] x = Floats.array(random, 2500);
        float[] y = Floats.array(random, 2500);
        int[][] expected = run(Way.SCALAR.kernel(expression), x, y);
        FusedKernel kernel = Way.PRACTICE.kernel(expression);
        for (int i = 0; i < 4000; i++) {
            int[][] actual = run(kernel, x, y);
            for (int o = 0; o < expected.length; o++) {
                assertArrayEquals(expected[o], actual[o], expression::toString);
            }
        }
    }

    private static int[][] run(FusedKernel kernel, float[] x, float[] y) {
        int outputs = kernel.chain().outputs().size();
        float[][] spaces = new float[2 + outputs][2500];
        spaces[0] = x;
        spaces[1] = y;
        RowOperand[] operands = IntStream.range(0, 2 + outputs)
                .mapToObj(space -> RowOperand.shared(space, 0))
                .toArray(RowOperand[]::new);
        RowOperand[] inputs = Arrays.copyOf(operands, 2);
        kernel.flat(inputs, Arrays.copyOfRange(operands, 2, operands.length), spaces, kernel.scratch(), 0, 2500);
        return Arrays.stream(spaces).skip(2).map(Floats::bits).toArray(int[][]::new);
    }
}
