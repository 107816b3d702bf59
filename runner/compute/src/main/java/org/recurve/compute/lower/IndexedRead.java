package org.recurve.compute.lower;

import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * A value as an elementwise pass reads it: a node with memory of its own, through a map of rows.
 *
 * @param map the row to read, −1 for zero; empty if each row is itself
 */
record IndexedRead(Node of, int[] map) {
    private static final int[] IDENTITY = {};

    /** Follows movements down to what has memory. */
    static IndexedRead of(Node node, FusionAnalysis analysis) {
        Node at = node;
        int[] map = IDENTITY;
        while (analysis.isVirtual(at)) {
            if (at.op() instanceof Op.GatherSum(IndexTable table)) {
                map = then(map, table.map());
            }
            at = at.input(0);
        }
        return new IndexedRead(at, map);
    }

    private static int[] then(int[] outer, int[] inner) {
        if (outer.length == 0) {
            return inner;
        }
        int[] both = new int[outer.length];
        java.util.Arrays.setAll(both, row -> outer[row] < 0 ? -1 : inner[outer[row]]);
        return both;
    }

    boolean mapped() {
        return map.length > 0;
    }
}
