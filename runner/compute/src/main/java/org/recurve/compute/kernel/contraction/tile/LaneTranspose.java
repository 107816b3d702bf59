package org.recurve.compute.kernel.contraction.tile;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;

/**
 * The transpose of 16 × 16 floats: rows of lanes become lanes of rows. In four passes, each exchanging the off-diagonal
 * halves of all squares of one size (J. O. Eklundh, <i>A fast computer method for matrix transposing</i>, 1972).
 */
public final class LaneTranspose {
    private static final int SIDE = BlockLayout.LANES;
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_512;
    /** For the squares of half-width 8, 4, 2, 1: which of 32 lanes of two rows the upper and the lower row keep. */
    private static final int[] UPPER = lanes(false);

    private static final int[] LOWER = lanes(true);

    private LaneTranspose() {}

    private static int[] lanes(boolean lower) {
        return IntStream.range(0, 4 * SIDE)
                .map(i -> {
                    int half = SIDE / 2 >> i / SIDE;
                    int lane = i % SIDE;
                    boolean right = (lane & half) != 0;
                    return lower ? (right ? SIDE + lane : lane + half) : (right ? SIDE + lane - half : lane);
                })
                .toArray();
    }

    /** Transposes the square at {@code at} into the other; the squares' rows lie {@code stride} and {@code toStride} apart. */
    public static void square(float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        if (VectorLanes.WIDTH < SIDE) {
            for (int i = 0; i < SIDE; i++) {
                column(from, at + i * stride, to, toAt + i, toStride, SIDE);
            }
            return;
        }
        upperStages(from, at, stride, to, toAt, toStride);
        lowerStages(to, toAt, toStride);
    }

    /** Transposes a square, with row i of the source at {@code at + rows[first + i]}. */
    public static void square(float[] from, int at, int[] rows, int first, float[] to, int toAt, int toStride) {
        if (VectorLanes.WIDTH < SIDE) {
            for (int i = 0; i < SIDE; i++) {
                column(from, at + rows[first + i], to, toAt + i, toStride, SIDE);
            }
            return;
        }
        for (int i = first; i < first + SIDE / 4; i++) {
            exchange(
                    from,
                    at + rows[i],
                    at + rows[i + 4],
                    at + rows[i + 8],
                    at + rows[i + 12],
                    to,
                    toAt + (i - first) * toStride,
                    4 * toStride,
                    0);
        }
        lowerStages(to, toAt, toStride);
    }

    /**
     * Writes the first rows of a square's transpose, four at a time.
     *
     * @param rows how many; up to three more are written
     * @param aside room for a square
     */
    static void rows(float[] from, int at, int stride, int rows, float[] aside, float[] to, int toAt, int toStride) {
        if (VectorLanes.WIDTH < SIDE) {
            for (int i = 0; i < SIDE; i++) {
                column(from, at + i * stride, to, toAt + i, toStride, rows);
            }
            return;
        }
        upperStages(from, at, stride, aside, 0, SIDE);
        for (int i = 0; i < rows; i += 4) {
            int row = i * SIDE;
            exchange(aside, row, row + SIDE, row + 2 * SIDE, row + 3 * SIDE, to, toAt + i * toStride, toStride, 2);
        }
    }

    /** Lays {@code count} floats that lie side by side {@code stride} apart. */
    public static void column(float[] from, int at, float[] to, int toAt, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i * stride] = from[at + i];
        }
    }

    private static void upperStages(float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        for (int i = 0; i < SIDE / 4; i++) {
            int row = at + i * stride;
            exchange(
                    from,
                    row,
                    row + 4 * stride,
                    row + 8 * stride,
                    row + 12 * stride,
                    to,
                    toAt + i * toStride,
                    4 * toStride,
                    0);
        }
    }

    private static void lowerStages(float[] to, int at, int stride) {
        for (int i = 0; i < SIDE; i += 4) {
            int row = at + i * stride;
            exchange(to, row, row + stride, row + 2 * stride, row + 3 * stride, to, row, stride, 2);
        }
    }

    /** Two of the four passes over four rows: squares of half-width two of them, then of one. */
    private static void exchange(
            float[] from, int at0, int at1, int at2, int at3, float[] to, int toAt, int toStride, int stage) {
        IntVector a = row(from, at0);
        IntVector b = row(from, at1);
        IntVector c = row(from, at2);
        IntVector d = row(from, at3);
        IntVector upper = IntVector.fromArray(SPECIES, UPPER, stage * SIDE);
        IntVector lower = IntVector.fromArray(SPECIES, LOWER, stage * SIDE);
        IntVector ac = upper.selectFrom(a, c);
        IntVector bd = upper.selectFrom(b, d);
        IntVector ca = lower.selectFrom(a, c);
        IntVector db = lower.selectFrom(b, d);
        upper = IntVector.fromArray(SPECIES, UPPER, (stage + 1) * SIDE);
        lower = IntVector.fromArray(SPECIES, LOWER, (stage + 1) * SIDE);
        upper.selectFrom(ac, bd).reinterpretAsFloats().intoArray(to, toAt);
        lower.selectFrom(ac, bd).reinterpretAsFloats().intoArray(to, toAt + toStride);
        upper.selectFrom(ca, db).reinterpretAsFloats().intoArray(to, toAt + 2 * toStride);
        lower.selectFrom(ca, db).reinterpretAsFloats().intoArray(to, toAt + 3 * toStride);
    }

    /**
     * Adds the lanes of each of 16 rows as a tree: lane l and l + 8, then l + 4, + 2, + 1. For vectors of 16. In the passes of the
     * transpose, but what each would exchange is added.
     *
     * @param aside room for four rows
     */
    static void sums(float[] rows, int at, float[] aside, int asideAt, float[] sums, int to) {
        for (int i = 0; i < 4; i++) {
            int row = at + i * SIDE;
            halves(rows, row, row + 4 * SIDE, row + 8 * SIDE, row + 12 * SIDE, 0, aside, asideAt + i * SIDE);
        }
        halves(aside, asideAt, asideAt + SIDE, asideAt + 2 * SIDE, asideAt + 3 * SIDE, 2, sums, to);
    }

    /** Two of the four passes over four rows. */
    private static void halves(float[] from, int at0, int at1, int at2, int at3, int stage, float[] to, int toAt) {
        IntVector a = row(from, at0);
        IntVector b = row(from, at1);
        IntVector c = row(from, at2);
        IntVector d = row(from, at3);
        IntVector upper = IntVector.fromArray(SPECIES, UPPER, stage * SIDE);
        IntVector lower = IntVector.fromArray(SPECIES, LOWER, stage * SIDE);
        FloatVector ac = upper.selectFrom(a, c)
                .reinterpretAsFloats()
                .add(lower.selectFrom(a, c).reinterpretAsFloats());
        FloatVector bd = upper.selectFrom(b, d)
                .reinterpretAsFloats()
                .add(lower.selectFrom(b, d).reinterpretAsFloats());
        a = ac.reinterpretAsInts();
        b = bd.reinterpretAsInts();
        upper = IntVector.fromArray(SPECIES, UPPER, (stage + 1) * SIDE);
        lower = IntVector.fromArray(SPECIES, LOWER, (stage + 1) * SIDE);
        upper.selectFrom(a, b)
                .reinterpretAsFloats()
                .add(lower.selectFrom(a, b).reinterpretAsFloats())
                .intoArray(to, toAt);
    }

    private static IntVector row(float[] from, int at) {
        return FloatVector.fromArray(FloatVector.SPECIES_512, from, at).reinterpretAsInts();
    }
}
