package org.recurve.compute.kernel.contraction.tile;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.WinogradGrid;

/**
 * Reads square pieces of images into Winograd's transforms. A piece is placed once and then read of every channel: as it lies if the
 * image has all of it, else place by place. Mutable.
 */
public final class PatchReader {
    private static final int LANES = BlockLayout.LANES;

    private static final float[] ABSENT = new float[LANES];

    private final float[][] from = new float[WinogradGrid.FREQUENCIES][];
    private final int[] offset = new int[WinogradGrid.FREQUENCIES];
    private final int[] mask = new int[WinogradGrid.FREQUENCIES];
    private final float[] aside = new float[WinogradGrid.FREQUENCIES * LANES];
    private boolean whole;
    private int side;
    private int first;
    private int rowStride;

    /** Says which piece of each image is read from here on; it may reach beyond the image. */
    public void place(float[] images, int row, int column, int side, int height, int width) {
        this.side = side;
        whole = row >= 0 && column >= 0 && row + side <= height && column + side <= width;
        first = (row * width + column) * LANES;
        rowStride = width * LANES;
        if (whole) {
            return;
        }
        for (int i = 0; i < side * side; i++) {
            int atRow = row + i / side;
            int atColumn = column + i % side;
            boolean there = atRow >= 0 && atRow < height && atColumn >= 0 && atColumn < width;
            offset[i] = there ? (atRow * width + atColumn) * LANES : 0;
            mask[i] = there ? -1 : 0;
            from[i] = there ? images : ABSENT;
        }
    }

    public void input(WinogradArithmetic arithmetic, float[] x, int image, float[] v, int to, int stride) {
        if (whole) {
            arithmetic.input(x, image + first, rowStride, v, to, stride);
        } else {
            arithmetic.part(from, image, offset, mask, 0, side * side, aside);
            arithmetic.input(aside, 0, side * LANES, v, to, stride);
        }
    }

    public void inputRow(WinogradArithmetic arithmetic, int row, float[] x, int image, float[] v, int to, int stride) {
        if (whole) {
            arithmetic.inputRow(row, x, image + first, rowStride, v, to, stride);
        } else {
            int begin = row == 0 ? 0 : side;
            int end = row == 3 ? 4 * side : 3 * side;
            arithmetic.part(from, image, offset, mask, begin, end, aside);
            arithmetic.inputRow(row, aside, 0, side * LANES, v, to, stride);
        }
    }

    public void outputAdjoint(WinogradArithmetic arithmetic, float[] y, int image, float[] n, int to, int stride) {
        if (whole) {
            arithmetic.outputAdjoint(y, image + first, rowStride, n, to, stride);
        } else {
            arithmetic.part(from, image, offset, mask, 0, side * side, aside);
            arithmetic.outputAdjoint(aside, 0, side * LANES, n, to, stride);
        }
    }

    public void outputAdjointRow(
            WinogradArithmetic arithmetic, int row, float[] y, int image, float[] n, int to, int stride) {
        if (whole) {
            arithmetic.outputAdjointRow(row, y, image + first, rowStride, n, to, stride);
        } else {
            arithmetic.part(from, image, offset, mask, 0, side * side, aside);
            arithmetic.outputAdjointRow(row, aside, 0, side * LANES, n, to, stride);
        }
    }
}
