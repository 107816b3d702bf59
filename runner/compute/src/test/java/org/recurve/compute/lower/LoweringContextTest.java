package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.compute.analysis.PaddingAnalysis;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.BufferView;
import org.recurve.compute.runtime.KernelSet;

/** Memory and tables of a plan for two blocks, that is 32 examples. */
class LoweringContextTest {
    private final GraphBuilder b = new GraphBuilder();
    private final LoweringContext context =
            new LoweringContext(KernelSet.here(), FusionLevel.PASSES, new PaddingAnalysis(), 2, new HashMap<>());

    @Test
    void equalConstantsAreKeptOnceOneAfterAnother() {
        assertEquals("constants@0[3]", context.constant(b.fill(2, 3)).place());
        assertEquals("constants@3[1]", context.constant(b.fill(5, 1)).place());
        assertEquals(
                "constants@0[3]",
                context.constant(new GraphBuilder().fill(2, 3)).place());
        assertArrayEquals(new float[] {2, 2, 2, 5}, context.constants());
    }

    /** Four rows of 16 lanes in two blocks are 128 floats; a shared value has one number a row. */
    @Test
    void aValueOfTheExamplesTakesRowsTimesLanesTimesBlocks() {
        BufferView first = context.take(4, false);
        BufferView second = context.take(1, false);
        assertEquals(128, second.offset() - first.offset());
        BufferView shared = context.take(16, true);
        assertEquals(32, shared.offset() - second.offset());
        assertEquals(16, context.take(1, true).offset() - shared.offset());
    }

    /** Until all blocks have passed, one of them may still read what another is done with. */
    @Test
    void retiredMemoryIsTakenAgainOnceAllBlocksHavePassed() {
        BufferView first = context.take(4, false);
        context.retire(first);
        assertNotEquals(first.offset(), context.take(4, false).offset());
        context.allPassed();
        assertEquals(first.offset(), context.take(4, false).offset());
    }

    @Test
    void aResultThatNobodyReadsHasMemoryForItsBlocksAlone() {
        Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
        BufferView discarded = context.discardSlot(x);
        assertEquals("[4x16]", discarded.place().replaceAll(".*@\\d+", ""));
        assertNotEquals(discarded.offset(), context.take(4, false).offset());
        context.allPassed();
        assertEquals(discarded.offset(), context.take(4, false).offset());
    }

    @Test
    void placesCanBeDecidedBeforehand() {
        Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
        assertEquals(Optional.empty(), context.fixed(x));
        BufferView view = context.take(4, false);
        context.fix(x, view);
        assertEquals(Optional.of(view), context.fixed(x));
    }

    @Test
    void tablesAreListedOnceAndCounted() {
        IndexTable table = IndexTable.uniform(2, 4, 2, (row, k) -> 2 * row + k);
        assertEquals(0, context.tables());
        assertSame(context.lists(table), context.lists(IndexTable.uniform(2, 4, 2, (row, k) -> 2 * row + k)));
        long listed = context.tables();
        assertEquals(context.lists(table).bytes(), listed);
        assertSame(context.transposed(table), context.transposed(table));
        assertEquals(listed + context.transposed(table).bytes(), context.tables());
    }
}
