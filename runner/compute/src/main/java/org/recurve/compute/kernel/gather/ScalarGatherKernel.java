package org.recurve.compute.kernel.gather;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;

/** Row kernels in plain Java. */
public final class ScalarGatherKernel implements GatherKernel {
    @Override
    public void sum(IndexLists lists, float[] x, int xAt, float[] out, int outAt, int from, int to, int width) {
        int[] starts = lists.starts();
        int[] sources = lists.sources();
        for (int row = from; row < to; row++) {
            int target = outAt + row * width;
            for (int lane = 0; lane < width; lane++) {
                float sum = 0;
                for (int k = starts[row]; k < starts[row + 1]; k++) {
                    float term = x[xAt + sources[k] * width + lane];
                    sum = k == starts[row] ? term : sum + term;
                }
                out[target + lane] = sum;
            }
        }
    }

    @Override
    public void sumOn(float[] x, int xAt, int rows, float[] out, int outAt, boolean begins) {
        for (int lane = 0; lane < BlockLayout.LANES; lane++) {
            float sum = begins ? x[xAt + lane] : out[outAt + lane] + x[xAt + lane];
            for (int row = 1; row < rows; row++) {
                sum += x[xAt + row * BlockLayout.LANES + lane];
            }
            out[outAt + lane] = sum;
        }
    }

    @Override
    public void add(float[] x, int xAt, int rows, float[] sums, int sumsAt) {
        for (int i = 0; i < rows * BlockLayout.LANES; i++) {
            sums[sumsAt + i] = sums[sumsAt + i] + 0 + x[xAt + i];
        }
    }

    @Override
    public void addLanes(
            float[] sums, int sumsAt, boolean begins, float[] x, int xAt, int rows, int lanes, float[] out, int outAt) {
        for (int row = 0; row < rows; row++) {
            int at = sumsAt + row * BlockLayout.LANES;
            for (int lane = 0; lane < BlockLayout.LANES; lane++) {
                float sum = begins ? 0 : sums[at + lane] + 0;
                sums[at + lane] = lane < lanes ? sum + x[xAt + row * BlockLayout.LANES + lane] : sum;
            }
            out[outAt + row] = BlockLayout.tree(sums, at);
        }
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
        int[] starts = lists.starts();
        int[] sources = lists.sources();
        for (int row = from; row < to; row++) {
            for (int lane = 0; lane < width; lane++) {
                int start = starts[row];
                float largest = x[xAt + sources[start] * width + lane];
                int chosen = 0;
                for (int k = start + 1; k < starts[row + 1]; k++) {
                    float candidate = x[xAt + sources[k] * width + lane];
                    if (candidate > largest || Float.isNaN(candidate) && !Float.isNaN(largest)) {
                        largest = candidate;
                        chosen = k - start;
                    }
                }
                out[outAt + row * width + lane] = largest;
                choice[choiceAt + row * width + lane] = chosen;
            }
        }
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
        int[] starts = lists.lists().starts();
        int[] rows = lists.lists().sources();
        int[] choices = lists.choices();
        for (int row = from; row < to; row++) {
            for (int lane = 0; lane < width; lane++) {
                float sum = 0;
                for (int k = starts[row]; k < starts[row + 1]; k++) {
                    if (choice[choiceAt + rows[k] * width + lane] == choices[k]) {
                        sum += y[yAt + rows[k] * width + lane];
                    }
                }
                out[outAt + row * width + lane] = sum;
            }
        }
    }

    @Override
    public void batchSum(float[] x, int xAt, int blockStride, int examples, float[] out, int outAt, int from, int to) {
        float[] lanes = new float[BlockLayout.LANES];
        for (int row = from; row < to; row++) {
            Arrays.fill(lanes, 0);
            for (int example = 0; example < examples; example++) {
                lanes[example % BlockLayout.LANES] += x[
                        xAt
                                + example / BlockLayout.LANES * blockStride
                                + row * BlockLayout.LANES
                                + example % BlockLayout.LANES];
            }
            out[outAt + row] = BlockLayout.tree(lanes, 0);
        }
    }
}
