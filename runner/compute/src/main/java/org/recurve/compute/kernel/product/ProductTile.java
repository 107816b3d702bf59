package org.recurve.compute.kernel.product;

import static org.recurve.compute.arithmetic.VectorLanes.MANY_REGISTERS;
import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.MatrixProductSpec;

/** Computes a few rows and columns of a product at once, for the lanes of one vector: each number read serves several sums. */
final class ProductTile {
    static final int HEIGHT = 4;

    /** With 16 registers, eight sums and what they read are as much as they hold. */
    static final int COLUMNS = MANY_REGISTERS ? 4 : 2;

    private final float[] x;
    private final float[] y;
    private final float[] z;
    private final int inner;
    private final int xRow;
    private final int xStep;
    private final int yColumn;
    private final int yStep;
    private final int zRow;
    private final int zColumn;

    ProductTile(MatrixProductSpec spec, float[] x, float[] y, float[] z) {
        this.x = x;
        this.y = y;
        this.z = z;
        inner = spec.inner();
        xRow = spec.left().row() * BlockLayout.LANES;
        xStep = spec.left().column() * BlockLayout.LANES;
        yStep = spec.right().row() * BlockLayout.LANES;
        yColumn = spec.right().column() * BlockLayout.LANES;
        zRow = spec.result().row() * BlockLayout.LANES;
        zColumn = spec.result().column() * BlockLayout.LANES;
    }

    /** Computes {@code rows} by {@code columns} elements, given where the first row, column and element begin. */
    void run(int xAt, int yAt, int zAt, int rows, int columns) {
        if (rows == HEIGHT) {
            switch (columns) {
                case 4 -> fourByFour(xAt, yAt, zAt);
                case 3 -> {
                    fourByTwo(xAt, yAt, zAt);
                    fourByOne(xAt, yAt + 2 * yColumn, zAt + 2 * zColumn);
                }
                case 2 -> fourByTwo(xAt, yAt, zAt);
                case 1 -> fourByOne(xAt, yAt, zAt);
                default -> throw new IllegalArgumentException("no tile has " + columns + " columns");
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            int from = xAt + row * xRow;
            int to = zAt + row * zRow;
            int column = 0;
            if (columns == 4) {
                oneByFour(from, yAt, to);
                column = 4;
            }
            for (; column < columns; column++) {
                oneByOne(from, yAt + column * yColumn, to + column * zColumn);
            }
        }
    }

    private void fourByFour(int xAt, int yAt, int zAt) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        int i = xAt;
        int j = yAt;
        for (int k = 0; k < inner; k++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, y, j);
            FloatVector y1 = FloatVector.fromArray(SPECIES, y, j + yColumn);
            FloatVector y2 = FloatVector.fromArray(SPECIES, y, j + 2 * yColumn);
            FloatVector y3 = FloatVector.fromArray(SPECIES, y, j + 3 * yColumn);
            FloatVector row = FloatVector.fromArray(SPECIES, x, i);
            a0 = row.fma(y0, a0);
            a1 = row.fma(y1, a1);
            a2 = row.fma(y2, a2);
            a3 = row.fma(y3, a3);
            row = FloatVector.fromArray(SPECIES, x, i + xRow);
            b0 = row.fma(y0, b0);
            b1 = row.fma(y1, b1);
            b2 = row.fma(y2, b2);
            b3 = row.fma(y3, b3);
            row = FloatVector.fromArray(SPECIES, x, i + 2 * xRow);
            c0 = row.fma(y0, c0);
            c1 = row.fma(y1, c1);
            c2 = row.fma(y2, c2);
            c3 = row.fma(y3, c3);
            row = FloatVector.fromArray(SPECIES, x, i + 3 * xRow);
            d0 = row.fma(y0, d0);
            d1 = row.fma(y1, d1);
            d2 = row.fma(y2, d2);
            d3 = row.fma(y3, d3);
            i += xStep;
            j += yStep;
        }
        store(zAt, a0, a1, a2, a3);
        store(zAt + zRow, b0, b1, b2, b3);
        store(zAt + 2 * zRow, c0, c1, c2, c3);
        store(zAt + 3 * zRow, d0, d1, d2, d3);
    }

    private void store(int at, FloatVector z0, FloatVector z1, FloatVector z2, FloatVector z3) {
        z0.intoArray(z, at);
        z1.intoArray(z, at + zColumn);
        z2.intoArray(z, at + 2 * zColumn);
        z3.intoArray(z, at + 3 * zColumn);
    }

    private void fourByTwo(int xAt, int yAt, int zAt) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        int i = xAt;
        int j = yAt;
        for (int k = 0; k < inner; k++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, y, j);
            FloatVector y1 = FloatVector.fromArray(SPECIES, y, j + yColumn);
            FloatVector row = FloatVector.fromArray(SPECIES, x, i);
            a0 = row.fma(y0, a0);
            a1 = row.fma(y1, a1);
            row = FloatVector.fromArray(SPECIES, x, i + xRow);
            b0 = row.fma(y0, b0);
            b1 = row.fma(y1, b1);
            row = FloatVector.fromArray(SPECIES, x, i + 2 * xRow);
            c0 = row.fma(y0, c0);
            c1 = row.fma(y1, c1);
            row = FloatVector.fromArray(SPECIES, x, i + 3 * xRow);
            d0 = row.fma(y0, d0);
            d1 = row.fma(y1, d1);
            i += xStep;
            j += yStep;
        }
        a0.intoArray(z, zAt);
        a1.intoArray(z, zAt + zColumn);
        b0.intoArray(z, zAt + zRow);
        b1.intoArray(z, zAt + zRow + zColumn);
        c0.intoArray(z, zAt + 2 * zRow);
        c1.intoArray(z, zAt + 2 * zRow + zColumn);
        d0.intoArray(z, zAt + 3 * zRow);
        d1.intoArray(z, zAt + 3 * zRow + zColumn);
    }

    private void fourByOne(int xAt, int yAt, int zAt) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        int i = xAt;
        int j = yAt;
        for (int k = 0; k < inner; k++) {
            FloatVector column = FloatVector.fromArray(SPECIES, y, j);
            a = column.fma(FloatVector.fromArray(SPECIES, x, i), a);
            b = column.fma(FloatVector.fromArray(SPECIES, x, i + xRow), b);
            c = column.fma(FloatVector.fromArray(SPECIES, x, i + 2 * xRow), c);
            d = column.fma(FloatVector.fromArray(SPECIES, x, i + 3 * xRow), d);
            i += xStep;
            j += yStep;
        }
        a.intoArray(z, zAt);
        b.intoArray(z, zAt + zRow);
        c.intoArray(z, zAt + 2 * zRow);
        d.intoArray(z, zAt + 3 * zRow);
    }

    private void oneByFour(int xAt, int yAt, int zAt) {
        FloatVector z0 = FloatVector.zero(SPECIES);
        FloatVector z1 = z0;
        FloatVector z2 = z0;
        FloatVector z3 = z0;
        int i = xAt;
        int j = yAt;
        for (int k = 0; k < inner; k++) {
            FloatVector row = FloatVector.fromArray(SPECIES, x, i);
            z0 = row.fma(FloatVector.fromArray(SPECIES, y, j), z0);
            z1 = row.fma(FloatVector.fromArray(SPECIES, y, j + yColumn), z1);
            z2 = row.fma(FloatVector.fromArray(SPECIES, y, j + 2 * yColumn), z2);
            z3 = row.fma(FloatVector.fromArray(SPECIES, y, j + 3 * yColumn), z3);
            i += xStep;
            j += yStep;
        }
        store(zAt, z0, z1, z2, z3);
    }

    private void oneByOne(int xAt, int yAt, int zAt) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = xAt;
        int j = yAt;
        for (int k = 0; k < inner; k++) {
            sum = FloatVector.fromArray(SPECIES, x, i).fma(FloatVector.fromArray(SPECIES, y, j), sum);
            i += xStep;
            j += yStep;
        }
        sum.intoArray(z, zAt);
    }
}
