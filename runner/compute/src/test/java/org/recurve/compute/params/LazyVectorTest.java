package org.recurve.compute.params;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;

class LazyVectorTest {
    private static final List<Segment> SEGMENTS =
            List.of(new Segment("a", Shape.of(2, 3), 0), new Segment("b", Shape.of(31), 6));

    private static float[] numbers(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[37];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-2, 2);
        }
        return numbers;
    }

    private static Vector vector(int seed) {
        return VectorFactory.of(SEGMENTS, numbers(seed));
    }

    @Test
    void everyOperationIsTheFloatOneElementByElement() {
        float[] x = numbers(1);
        float[] y = numbers(2);
        Vector a = vector(1);
        Vector b = vector(2);
        Vector result = a.times(0.9)
                .plus(b.square())
                .minus(a.abs().sqrt())
                .dividedBy(b.max(a).plus(3))
                .min(0.7)
                .max(-0.5)
                .negate();
        float[] expected = new float[37];
        for (int i = 0; i < 37; i++) {
            float top = x[i] * 0.9f + y[i] * y[i] - (float) StrictMath.sqrt(StrictMath.abs(x[i]));
            float ratio = top / (StrictMath.max(y[i], x[i]) + 3f);
            expected[i] = -StrictMath.max(StrictMath.min(ratio, 0.7f), -0.5f);
        }
        assertArrayEquals(expected, result.toArray());
    }

    @Test
    void signsAndNumbersBesideAVector() {
        float[] x = numbers(1);
        float[] y = numbers(2);
        x[0] = 0f;
        x[1] = -0f;
        x[2] = Float.NaN;
        x[3] = Float.NEGATIVE_INFINITY;
        x[4] = 0x1p-149f;
        Vector a = VectorFactory.of(SEGMENTS, x);
        Vector b = vector(2);
        float[] signs = new float[37];
        float[] less = new float[37];
        float[] part = new float[37];
        float[] least = new float[37];
        for (int i = 0; i < 37; i++) {
            signs[i] = Math.signum(x[i]);
            less[i] = x[i] - 0.3f;
            part[i] = x[i] / 3f;
            least[i] = Math.min(x[i], y[i]);
        }
        assertArrayEquals(signs, a.sign().toArray());
        assertArrayEquals(less, a.minus(0.3).toArray());
        assertArrayEquals(part, a.dividedBy(3).toArray());
        assertArrayEquals(least, a.min(b).toArray());
    }

    @Test
    void unitsAreTheRowsOfAMatrixAndAVectorAsAWhole() {
        float[] expected = numbers(1);
        for (int i = 0; i < 37; i++) {
            expected[i] *= i < 3 ? 2f : i < 6 ? 3f : 4f;
        }
        Vector scaled = vector(1).scaleUnits(unit -> unit.offset() == 0 ? 2 : unit.offset() == 3 ? 3 : 4);
        assertArrayEquals(expected, scaled.toArray());
        Segment filters = new Segment("w", Shape.of(2, 3, 4, 5, 5), 7);
        assertEquals(6, filters.units().size());
        assertEquals(new Segment("w", Shape.of(4, 5, 5), 507), filters.units().getLast());
    }

    @Test
    void nothingIsEvaluatedBeforeItsNumbersAreNeeded() {
        LazyVector sum = VectorFactory.own(vector(1).plus(vector(2)));
        assertTrue(!sum.isSettled());
        sum.norm();
        assertTrue(sum.isSettled());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 25, 500})
    void longExpressionsAreCutWithoutAChangeOfBits(int terms) {
        Vector sum = vector(0);
        float[] expected = numbers(0);
        for (int term = 1; term <= terms; term++) {
            sum = sum.plus(vector(term).times(0.5));
            float[] next = numbers(term);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += next[i] * 0.5f;
            }
        }
        assertArrayEquals(expected, sum.toArray());
    }

    @Test
    void whatIsSettledTogetherEqualsWhatIsSettledAlone() {
        Vector velocity = vector(1).times(0.9).plus(vector(2));
        Vector theta = vector(3).minus(velocity.times(0.1));
        VectorFactory.settle(List.of(velocity, theta));
        assertArrayEquals(vector(1).times(0.9).plus(vector(2)).toArray(), velocity.toArray());
        Vector alone = vector(3).minus(vector(1).times(0.9).plus(vector(2)).times(0.1));
        assertArrayEquals(alone.toArray(), theta.toArray());
    }

    @Test
    void segmentsHaveFactorsAndNormsOfTheirOwn() {
        Vector scaled = vector(1).scale(segment -> segment.name().equals("a") ? 2 : 0);
        Segment a = SEGMENTS.getFirst();
        assertEquals(2 * vector(1).norm(a), scaled.norm(a), 1e-6);
        assertEquals(scaled.norm(a), scaled.norm());
    }

    @Test
    void normsAreSumsInDouble() {
        double sum = 0;
        for (float x : numbers(1)) {
            sum += (double) x * x;
        }
        assertEquals(StrictMath.sqrt(sum), vector(1).norm(), 1e-12);
        assertEquals(sum, vector(1).dot(vector(1)), 1e-12);
    }

    @Test
    void vectorsOfOtherSegmentsDoNotMix() {
        Vector other = VectorFactory.of(List.of(new Segment("c", Shape.of(37), 0)), numbers(1));
        assertThrows(IllegalArgumentException.class, () -> vector(1).plus(other));
        assertThrows(IllegalArgumentException.class, () -> vector(1).dot(other));
    }

    @Test
    void whatIsHandedOutIsACopy() {
        Vector x = vector(1);
        x.toArray()[0] = 99;
        assertArrayEquals(numbers(1), x.toArray());
    }
}
