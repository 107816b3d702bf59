package org.recurve.compute.plan;

import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Table;

/**
 * A value as an elementwise pass reads it: a node with memory of its own, through a map of rows.
 *
 * @param map the row to read, −1 for zero; empty if each row is itself
 */
record Reading(Node of, int[] map) {
    private static final int[] IDENTITY = {};

    /** Follows movements down to what has memory. */
    static Reading of(Node node, Fusion fusion) {
        Node at = node;
        int[] map = IDENTITY;
        while (fusion.isVirtual(at)) {
            if (at.op() instanceof Op.Route(Table table)) {
                map = then(map, table.map());
            }
            at = at.input(0);
        }
        return new Reading(at, map);
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
