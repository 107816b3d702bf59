package org.recurve.compute.kernel.gather;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.tile.LaneSums;

/**
 * Row kernels on vectors, bit for bit those of {@link ScalarGatherKernel}. A row of 16 lanes is one vector, or several where
 * vectors are narrower; shared rows, being single floats, are left to the scalar kernel.
 */
public final class VectorGatherKernel implements GatherKernel {
    private static final int LANES = BlockLayout.LANES;
    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > LANES ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();

    private final ScalarGatherKernel shared = new ScalarGatherKernel();

    @Override
    public void sum(IndexLists lists, float[] x, int xAt, float[] out, int outAt, int from, int to, int width) {
        if (width != LANES) {
            shared.sum(lists, x, xAt, out, outAt, from, to, width);
            return;
        }
        int[] starts = lists.starts();
        int[] sources = lists.sources();
        int row = from;
        for (; row + 4 <= to && starts[row + 1] > starts[row] && equallyLong(starts, row); row += 4) {
            for (int lane = 0; lane < LANES; lane += LENGTH) {
                sumFour(
                        sources,
                        starts[row],
                        starts[row + 1] - starts[row],
                        x,
                        xAt + lane,
                        out,
                        outAt + row * LANES + lane);
            }
        }
        for (; row < to; row++) {
            for (int lane = 0; lane < LANES; lane += LENGTH) {
                sum(sources, starts[row], starts[row + 1], x, xAt + lane).intoArray(out, outAt + row * LANES + lane);
            }
        }
    }

    private static boolean equallyLong(int[] starts, int row) {
        int length = starts[row + 1] - starts[row];
        return starts[row + 2] - starts[row + 1] == length
                && starts[row + 3] - starts[row + 2] == length
                && starts[row + 4] - starts[row + 3] == length;
    }

    /** Four sums side by side, since each by itself would wait for its own last addition. */
    private static void sumFour(int[] sources, int start, int length, float[] x, int at, float[] out, int outAt) {
        int second = start + length;
        int third = second + length;
        int fourth = third + length;
        FloatVector a = row(x, at, sources[start]);
        FloatVector b = row(x, at, sources[second]);
        FloatVector c = row(x, at, sources[third]);
        FloatVector d = row(x, at, sources[fourth]);
        for (int k = 1; k < length; k++) {
            a = a.add(row(x, at, sources[start + k]));
            b = b.add(row(x, at, sources[second + k]));
            c = c.add(row(x, at, sources[third + k]));
            d = d.add(row(x, at, sources[fourth + k]));
        }
        a.intoArray(out, outAt);
        b.intoArray(out, outAt + LANES);
        c.intoArray(out, outAt + 2 * LANES);
        d.intoArray(out, outAt + 3 * LANES);
    }

    private static FloatVector sum(int[] sources, int start, int end, float[] x, int at) {
        if (start == end) {
            return FloatVector.zero(SPECIES);
        }
        FloatVector sum = row(x, at, sources[start]);
        for (int k = start + 1; k < end; k++) {
            sum = sum.add(row(x, at, sources[k]));
        }
        return sum;
    }

    private static FloatVector row(float[] x, int at, int row) {
        return FloatVector.fromArray(SPECIES, x, at + row * LANES);
    }

    @Override
    public void sumOn(float[] x, int xAt, int rows, float[] out, int outAt, boolean begins) {
        for (int lane = 0; lane < LANES; lane += LENGTH) {
            FloatVector sum = FloatVector.fromArray(SPECIES, x, xAt + lane);
            if (!begins) {
                sum = FloatVector.fromArray(SPECIES, out, outAt + lane).add(sum);
            }
            int end = xAt + rows * LANES;
            for (int at = xAt + LANES + lane; at < end; at += LANES) {
                sum = sum.add(FloatVector.fromArray(SPECIES, x, at));
            }
            sum.intoArray(out, outAt + lane);
        }
    }

    @Override
    public void add(float[] x, int xAt, int rows, float[] sums, int sumsAt) {
        for (int i = 0; i < rows * LANES; i += LENGTH) {
            FloatVector sum = FloatVector.fromArray(SPECIES, sums, sumsAt + i).add(0f);
            sum.add(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(sums, sumsAt + i);
        }
    }

    @Override
    public void addLanes(
            float[] sums, int sumsAt, boolean begins, float[] x, int xAt, int rows, int lanes, float[] out, int outAt) {
        int row = 0;
        for (; row + LANES <= rows; row += LANES) {
            int at = row * LANES;
            for (int lane = 0; lane < LANES; lane += LENGTH) {
                VectorMask<Float> counts = SPECIES.indexInRange(lane, lanes);
                for (int i = at + lane; i < at + LANES * LANES; i += LANES) {
                    FloatVector sum = begins
                            ? FloatVector.zero(SPECIES)
                            : FloatVector.fromArray(SPECIES, sums, sumsAt + i).add(0f);
                    sum.add(FloatVector.fromArray(SPECIES, x, xAt + i), counts).intoArray(x, xAt + i);
                }
            }
            LaneSums.add(x, xAt + at, sums, sumsAt + at, out, outAt + row);
        }
        int at = row * LANES;
        shared.addLanes(sums, sumsAt + at, begins, x, xAt + at, rows - row, lanes, out, outAt + row);
    }

    @Override
    public void largest(
            IndexLists lists,
            float[] x,
            int xAt,
            float[] out,
            int outAt,
            float[] choice,
            int choiceAt,
            int from,
            int to,
            int width) {
        if (width != LANES) {
            shared.largest(lists, x, xAt, out, outAt, choice, choiceAt, from, to, width);
            return;
        }
        int[] starts = lists.starts();
        int[] sources = lists.sources();
        for (int row = from; row < to; row++) {
            int at = row * LANES;
            int start = starts[row];
            for (int lane = 0; lane < LANES; lane += LENGTH) {
                if (starts[row + 1] - start == 4) {
                    largestOfFour(sources, start, x, xAt + lane, out, outAt + at + lane, choice, choiceAt + at + lane);
                } else {
                    largest(
                            sources,
                            start,
                            starts[row + 1],
                            x,
                            xAt + lane,
                            out,
                            outAt + at + lane,
                            choice,
                            choiceAt + at + lane);
                }
            }
        }
    }

    /** Pooling by 2 × 2, for which the loop's own work would be half of all. */
    private static void largestOfFour(
            int[] sources, int start, float[] x, int at, float[] out, int outAt, float[] choice, int choiceAt) {
        FloatVector a = row(x, at, sources[start]);
        FloatVector b = row(x, at, sources[start + 1]);
        FloatVector c = row(x, at, sources[start + 2]);
        FloatVector d = row(x, at, sources[start + 3]);
        VectorMask<Float> first = keeps(a, b);
        VectorMask<Float> second = keeps(c, d);
        FloatVector left = b.blend(a, first);
        FloatVector right = d.blend(c, second);
        VectorMask<Float> chosen = keeps(left, right);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector lower = one.blend(0, first);
        FloatVector upper = FloatVector.broadcast(SPECIES, 3).blend(2, second);
        right.blend(left, chosen).intoArray(out, outAt);
        upper.blend(lower, chosen).intoArray(choice, choiceAt);
    }

    private static void largest(
            int[] sources,
            int start,
            int end,
            float[] x,
            int at,
            float[] out,
            int outAt,
            float[] choice,
            int choiceAt) {
        FloatVector largest = row(x, at, sources[start]);
        FloatVector chosen = FloatVector.zero(SPECIES);
        for (int k = start + 1; k < end; k++) {
            FloatVector candidate = row(x, at, sources[k]);
            VectorMask<Float> keeps = keeps(largest, candidate);
            largest = candidate.blend(largest, keeps);
            chosen = FloatVector.broadcast(SPECIES, k - start).blend(chosen, keeps);
        }
        largest.intoArray(out, outAt);
        chosen.intoArray(choice, choiceAt);
    }

    /** Returns where a candidate does not replace the largest: it is no larger, or the largest is a NaN already. */
    private static VectorMask<Float> keeps(FloatVector largest, FloatVector candidate) {
        return candidate.compare(VectorOperators.LE, largest).or(largest.compare(VectorOperators.NE, largest));
    }

    @Override
    public void place(
            IndexLists.TransposedLists lists,
            float[] y,
            int yAt,
            float[] choice,
            int choiceAt,
            float[] out,
            int outAt,
            int from,
            int to,
            int width) {
        if (width != LANES) {
            shared.place(lists, y, yAt, choice, choiceAt, out, outAt, from, to, width);
            return;
        }
        int[] starts = lists.lists().starts();
        int[] rows = lists.lists().sources();
        int[] choices = lists.choices();
        for (int row = from; row < to; row++) {
            for (int lane = 0; lane < LANES; lane += LENGTH) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int k = starts[row]; k < starts[row + 1]; k++) {
                    VectorMask<Float> here =
                            row(choice, choiceAt + lane, rows[k]).eq(choices[k]);
                    sum = sum.add(row(y, yAt + lane, rows[k]), here);
                }
                sum.intoArray(out, outAt + row * LANES + lane);
            }
        }
    }

    @Override
    public void batchSum(float[] x, int xAt, int blockStride, int examples, float[] out, int outAt, int from, int to) {
        float[] parts = new float[2 * LANES * LANES];
        int row = from;
        for (; row + LANES <= to; row += LANES) {
            for (int i = 0; i < LANES; i++) {
                parts(x, xAt + (row + i) * LANES, blockStride, examples, parts, i * LANES);
            }
            LaneSums.add(parts, 0, parts, LANES * LANES, out, outAt + row);
        }
        for (; row < to; row++) {
            parts(x, xAt + row * LANES, blockStride, examples, parts, 0);
            out[outAt + row] = BlockLayout.tree(parts, 0);
        }
    }

    /** Adds the blocks of a row, lane by lane. */
    private static void parts(float[] x, int at, int blockStride, int examples, float[] parts, int to) {
        int whole = examples / LANES;
        for (int lane = 0; lane < LANES; lane += LENGTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int block = 0; block < whole; block++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, x, at + lane + block * blockStride));
            }
            if (whole * LANES < examples) {
                VectorMask<Float> counts = SPECIES.indexInRange(whole * LANES + lane, examples);
                sum = sum.add(FloatVector.fromArray(SPECIES, x, at + lane + whole * blockStride), counts);
            }
            sum.intoArray(parts, to + lane);
        }
    }
}
