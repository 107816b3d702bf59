package org.recurve.convolution.fourier;

import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;

/**
 * The discrete Fourier transform {@code X_k = Σ_n x_n e^(−2πi kn / N)} along axes whose extents are powers of two, in
 * {@code log₂ N} stages of N operations each (Stockham's order, which needs no reversal of bits). It is written in
 * operations of values, so that derivatives of every order pass through it.
 *
 * @param scope where the roots of unity are declared
 */
record FourierTransform(Scope scope) {
    ComplexValue forward(ComplexValue z, int from, int to) {
        return transformed(z, from, to);
    }

    /** Along the axes {@code from} (inclusive) to {@code to} (exclusive). */
    private ComplexValue transformed(ComplexValue z, int from, int to) {
        ComplexValue result = z;
        for (int axis = from; axis < to; axis++) {
            result = along(result, axis);
        }
        return result;
    }

    private ComplexValue along(ComplexValue z, int axis) {
        Shape shape = z.re().shape();
        int outer = shape.slice(0, axis).size();
        int inner = shape.slice(axis + 1, shape.rank()).size();
        ComplexValue stage = z;
        for (int size = shape.dim(axis); size > 1; size /= 2) {
            int half = size / 2;
            int run = shape.dim(axis) / size * inner;
            ComplexValue halves = stage.moved(part -> part.reshape(outer, 2, half, run));
            ComplexValue low = halves.moved(part -> part.at(1, 0));
            ComplexValue high = halves.moved(part -> part.at(1, 1));
            ComplexValue sum = low.plus(high);
            ComplexValue turned = low.minus(high).times(roots(size));
            stage = sum.moved(part -> part.reshape(outer, half, 1, run))
                    .followedBy(2, turned.moved(part -> part.reshape(outer, half, 1, run)));
        }
        return stage.moved(part -> part.reshape(shape.toArray()));
    }

    /** {@code e^(−2πi p / size)} for p below half the size, as a column. */
    private ComplexValue roots(int size) {
        float[] re = new float[size / 2];
        float[] im = new float[size / 2];
        for (int p = 0; p < re.length; p++) {
            double angle = -2 * StrictMath.PI * p / size;
            re[p] = (float) StrictMath.cos(angle);
            im[p] = (float) StrictMath.sin(angle);
        }
        return new ComplexValue(scope.constant(re, re.length, 1), scope.constant(im, im.length, 1));
    }
}
