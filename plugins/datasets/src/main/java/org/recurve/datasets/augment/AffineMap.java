package org.recurve.datasets.augment;

/**
 * Says where each pixel of a new image comes from in the old one: {@code row = yy · y + yx · x + y0}, {@code column = xy · y + xx · x +
 * x0}.
 */
record AffineMap(double yy, double yx, double y0, double xy, double xx, double x0) {
    /** Returns a map of images whose centre stays where it is. */
    static AffineMap aroundCentre(double yy, double yx, double xy, double xx, int height, int width) {
        double y = (height - 1) / 2.0;
        double x = (width - 1) / 2.0;
        return new AffineMap(yy, yx, y - yy * y - yx * x, xy, xx, x - xy * y - xx * x);
    }

    /** Returns a move by so many pixels. */
    static AffineMap shifted(double rows, double columns) {
        return new AffineMap(1, 0, rows, 0, 1, columns);
    }

    double row(int y, int x) {
        return yy * y + yx * x + y0;
    }

    double column(int y, int x) {
        return xy * y + xx * x + x0;
    }
}
