package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ElementwiseFunction;

/** The definition of the loops, and what runs where vectors would be slow. */
public record ScalarChunkKernel() implements ChunkKernel {
    @Override
    public void apply(
            ElementwiseFunction function,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            float[] to,
            int at,
            int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = function.apply(a[ao + i], b[bo + i], c[co + i]);
        }
    }

    @Override
    public void gather(float[] from, int offset, int[] map, int row, int rows, float[] to, int at) {
        for (int r = 0; r < rows; r++) {
            int source = map[row + r];
            int start = at + r * BlockLayout.LANES;
            if (source < 0) {
                Arrays.fill(to, start, start + BlockLayout.LANES, 0);
            } else {
                System.arraycopy(from, offset + source * BlockLayout.LANES, to, start, BlockLayout.LANES);
            }
        }
    }

    @Override
    public void spread(float[] from, int offset, int rows, float[] to, int at) {
        for (int r = 0; r < rows; r++) {
            int start = at + r * BlockLayout.LANES;
            Arrays.fill(to, start, start + BlockLayout.LANES, from[offset + r]);
        }
    }

    @Override
    public void spread(float[] from, int offset, int[] map, int row, int rows, float[] to, int at) {
        for (int r = 0; r < rows; r++) {
            int start = at + r * BlockLayout.LANES;
            int source = map[row + r];
            Arrays.fill(to, start, start + BlockLayout.LANES, source < 0 ? 0 : from[offset + source]);
        }
    }
}
