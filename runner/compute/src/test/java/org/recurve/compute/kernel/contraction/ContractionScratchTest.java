package org.recurve.compute.kernel.contraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;

/** What is laid out stays for one loop, and for weights that the loop does not change. */
class ContractionScratchTest {
    private final ContractionScratch.LaidWeights laid = new ContractionScratch.LaidWeights();
    private final float[] arena = new float[8];
    private final BufferOffset weights = BufferOffset.shared(new float[8], 0);
    private final ContractionPlan table = ContractionPlan.of(ContractionSpec.dense(2, 4), ContractionOperand.OUTPUT);

    @Test
    void weightsStayInALoopUnlessItChangesThem() {
        assertFalse(laid.stay(weights), "before a loop");
        laid.begin(arena);
        assertTrue(laid.stay(weights));
        assertFalse(laid.stay(BufferOffset.shared(arena, 0)));
        laid.begin(arena);
        laid.end();
        assertTrue(laid.stay(weights), "after a loop within it");
        laid.end();
        assertFalse(laid.stay(weights), "after the loop");
    }

    @Test
    void aStripIsKnownByItsTableItsWeightsAndItsFirstUnit() {
        laid.begin(arena);
        float[] room = laid.room(table, weights, 0, 64);
        assertSame(room, laid.known(table, weights, 0));
        assertEquals(0, laid.known(table, weights, 16).length);
        assertEquals(0, laid.known(table, BufferOffset.shared(weights.array(), 1), 0).length);
        ContractionPlan other = ContractionPlan.of(ContractionSpec.dense(2, 4), ContractionOperand.INPUT);
        assertEquals(0, laid.known(other, weights, 0).length);
        assertNotSame(room, laid.room(table, weights, 16, 64));
    }

    @Test
    void theNextLoopKnowsNothingAndUsesTheSameMemory() {
        laid.begin(arena);
        float[] room = laid.room(table, weights, 0, 64);
        laid.end();
        laid.begin(arena);
        assertEquals(0, laid.known(table, weights, 0).length);
        assertSame(room, laid.room(table, weights, 0, 32));
    }
}
