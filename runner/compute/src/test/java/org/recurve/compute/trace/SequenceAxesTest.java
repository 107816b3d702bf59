package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;

/** Sequences of true length 2 and 3 in a room for four; what is past the end is 9, and counts nowhere. */
class SequenceAxesTest {
    private final GraphValues values =
            new GraphValues(new Field(Field.INPUT, Shape.of(4)), new Field(Field.LENGTH, Shape.SCALAR));
    private TracedValue x = values.context().plain(values.graph().fill(0, 4), Shape.of(4));

    @BeforeEach
    void read() {
        values.field(Field.INPUT, new double[] {1, 2, 9, 9}, new double[] {3, 4, 5, 9});
        values.field(Field.LENGTH, new double[] {2}, new double[] {3});
        x = values.context().field(Field.INPUT);
    }

    @Test
    void theInputRunsAlongItsFirstAxis() {
        assertTrue(x.runsAlong(0));
        assertEquals(4, x.sequence().orElseThrow().positions());
    }

    @Test
    void reductionsAreOverTrueSteps() {
        assertArrayEquals(new double[][] {{3}, {12}}, values.of(x.sum(0)));
        assertArrayEquals(new double[][] {{1.5}, {4}}, values.of(x.mean(0)));
        assertArrayEquals(new double[][] {{2}, {5}}, values.of(x.max(0)));
        assertArrayEquals(new double[][] {{1}, {2}}, values.of(x.argmax(0)));
    }

    /** Each example is reversed within its own length. */
    @Test
    void theLastTrueStepComesFirstInReverse() {
        double[][] reversed = values.of(x.reverse(0));
        assertArrayEquals(new double[] {2, 1}, Arrays.copyOf(reversed[0], 2));
        assertArrayEquals(new double[] {5, 4, 3}, Arrays.copyOf(reversed[1], 3));
    }

    @Test
    void aFillPutsANumberPastTheEnd() {
        assertArrayEquals(new double[][] {{1, 2, -1, -1}, {3, 4, 5, -1}}, values.of(x.filled(-1)));
    }

    /** Means over the batch are over the examples that have the step. */
    @Test
    void meansOverTheBatchAreOverTheExamplesThatHaveTheStep() {
        assertArrayEquals(new double[] {2, 3, 5}, Arrays.copyOf(values.of(x.batchMean())[0], 3));
    }
}
