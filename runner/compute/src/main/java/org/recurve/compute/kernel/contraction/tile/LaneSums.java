package org.recurve.compute.kernel.contraction.tile;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;

/** Adds the lanes of rows, 16 rows side by side: lane i with i + 8, then + 4, + 2, + 1, as {@link BlockLayout#tree} does. */
public final class LaneSums {
    private static final int LANES = BlockLayout.LANES;

    private LaneSums() {}

    /**
     * Writes the sums of 16 rows from {@code at} on.
     *
     * @param aside room for 16 rows; the rows themselves may lie there no more
     */
    public static void add(float[] rows, int at, float[] aside, int asideAt, float[] sums, int to) {
        if (VectorLanes.WIDTH == LANES) {
            LaneTranspose.sums(rows, at, aside, asideAt, sums, to);
            return;
        }
        LaneTranspose.square(rows, at, LANES, aside, asideAt, LANES);
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = asideAt; i < asideAt + half * LANES; i += VectorLanes.WIDTH) {
                FloatVector.fromArray(VectorLanes.SPECIES, aside, i)
                        .add(FloatVector.fromArray(VectorLanes.SPECIES, aside, i + half * LANES))
                        .intoArray(aside, i);
            }
        }
        System.arraycopy(aside, asideAt, sums, to, LANES);
    }

    /**
     * Adds the sums of the examples of a block, each of which lie side by side, into those of the first: as the tree does, in which lanes
     * without an example are +0.
     *
     * @param size sums of an example, a multiple of 16
     * @param examples half of the lanes at most, so that the first addition of each lane is of +0
     */
    public static void addExamples(float[] sums, int size, int examples) {
        for (int i = 0; i < size * examples; i += VectorLanes.WIDTH) {
            sum(sums, i).add(0f).intoArray(sums, i);
        }
        for (int half = LANES / 4; half > 0; half /= 2) {
            for (int example = 0; example < half && example + half < examples; example++) {
                int to = example * size;
                for (int i = to; i < to + size; i += VectorLanes.WIDTH) {
                    sum(sums, i).add(sum(sums, i + half * size)).intoArray(sums, i);
                }
            }
        }
    }

    private static FloatVector sum(float[] sums, int at) {
        return FloatVector.fromArray(VectorLanes.SPECIES, sums, at);
    }
}
