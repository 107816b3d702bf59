package org.recurve.compute.kernel.product;

import static org.recurve.compute.arithmetic.VectorLanes.WIDTH;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.kernel.contraction.WorkShare;

/**
 * Matrix products on the Vector API: tiles of a few rows and columns, whose sums stay in registers. Load it only where the module
 * {@code jdk.incubator.vector} is present.
 */
public final class VectorMatrixProductKernel implements MatrixProductKernel {
    private final MatrixProductKernel scalar = new ScalarMatrixProductKernel();

    @Override
    public void multiply(
            MatrixProductSpec spec,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] z,
            int zAt,
            WorkShare share,
            int width) {
        if (width == 1) {
            scalar.multiply(spec, x, xAt, y, yAt, z, zAt, share, width);
            return;
        }
        ProductTile tile = new ProductTile(spec, x, y, z);
        int high = Math.ceilDiv(spec.rows(), ProductTile.HEIGHT);
        int wide = Math.ceilDiv(spec.columns(), ProductTile.COLUMNS);
        int tiles = spec.pairs() * high * wide;
        for (int i = share.from(tiles); i < share.to(tiles); i++) {
            int pair = i / (high * wide);
            int row = i / wide % high * ProductTile.HEIGHT;
            int column = i % wide * ProductTile.COLUMNS;
            for (int lane = 0; lane < BlockLayout.LANES; lane += WIDTH) {
                tile.run(
                        xAt + spec.leftAt(pair, row, 0) * BlockLayout.LANES + lane,
                        yAt + spec.rightAt(pair, 0, column) * BlockLayout.LANES + lane,
                        zAt + spec.resultAt(pair, row, column) * BlockLayout.LANES + lane,
                        Math.min(ProductTile.HEIGHT, spec.rows() - row),
                        Math.min(ProductTile.COLUMNS, spec.columns() - column));
            }
        }
    }
}
