package org.recurve.convolution.fourier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Windowing;

/**
 * Discrete Fourier transforms of an example's maps as contractions with constant matrices, one for each axis: those read the
 * places that hold something and give the places that are wanted, and of a real map half of the last axis's frequencies.
 *
 * <p>A complex value is [2, maps, extents…], its real parts first.
 *
 * @param periods the lengths of the transforms, one for each spatial axis
 */
record PartialTransform(Scope scope, int[] periods) {
    private static final Windowing POINT = Windowing.of(new Extents(List.of(1)));

    /** Frequencies of a real sequence with this period; the others are their conjugates. */
    static int half(int period) {
        return period / 2 + 1;
    }

    /** From real maps [maps, extents…] to [2, maps, periods…], of the last axis the first half. */
    Value forward(Value x) {
        int last = periods.length - 1;
        int extent = x.shape().dim(-1);
        int frequencies = half(periods[last]);
        float[] matrix = new float[2 * frequencies * extent];
        for (int k = 0; k < frequencies; k++) {
            for (int at = 0; at < extent; at++) {
                matrix[k * extent + at] = (float) cos(k, at, periods[last]);
                matrix[(frequencies + k) * extent + at] = (float) -sin(k, at, periods[last]);
            }
        }
        Value transformed = along(x.reshape(Shape.of(1).with(x.shape()).toArray()), last, matrix, 2, frequencies);
        for (int axis = 0; axis < last; axis++) {
            int size = transformed.shape().dim(axis + 2);
            int[] places = IntStream.range(0, size).toArray();
            int[] all = IntStream.range(0, periods[axis]).toArray();
            transformed = along(transformed, axis, complex(places, all, periods[axis], -1, 1), 2, periods[axis]);
        }
        return transformed;
    }

    /** Back from there to real maps, of whose places those are computed that are wanted: {@code from[axis]} and so many behind. */
    Value inverse(Value spectrum, int[] from, int[] count) {
        int last = periods.length - 1;
        Value transformed = spectrum;
        for (int axis = 0; axis < last; axis++) {
            int[] all = IntStream.range(0, periods[axis]).toArray();
            int[] places = IntStream.range(from[axis], from[axis] + count[axis]).toArray();
            double scale = 1.0 / periods[axis];
            transformed = along(transformed, axis, complex(all, places, periods[axis], 1, scale), 2, count[axis]);
        }
        Value real = along(transformed, last, real(periods[last], from[last], count[last]), 1, count[last]);
        return real.reshape(real.shape().slice(1, real.shape().rank()).toArray());
    }

    /** {@code e^(± 2πi k n / period)} as a real matrix on (real, imaginary) parts. */
    private static float[] complex(int[] in, int[] out, int period, int sign, double scale) {
        int width = 2 * in.length;
        float[] matrix = new float[2 * out.length * width];
        for (int row = 0; row < out.length; row++) {
            for (int column = 0; column < in.length; column++) {
                float cos = (float) (scale * cos(in[column], out[row], period));
                float sin = (float) (scale * sign * sin(in[column], out[row], period));
                matrix[row * width + column] = cos;
                matrix[row * width + in.length + column] = -sin;
                matrix[(out.length + row) * width + column] = sin;
                matrix[(out.length + row) * width + in.length + column] = cos;
            }
        }
        return matrix;
    }

    /** From half of the frequencies of a real sequence to some of its places: all but the first and the middle count twice. */
    private static float[] real(int period, int from, int count) {
        int frequencies = half(period);
        float[] matrix = new float[count * 2 * frequencies];
        for (int place = 0; place < count; place++) {
            for (int k = 0; k < frequencies; k++) {
                double scale = (k == 0 || 2 * k == period ? 1.0 : 2.0) / period;
                matrix[place * 2 * frequencies + k] = (float) (scale * cos(k, from + place, period));
                matrix[place * 2 * frequencies + frequencies + k] = (float) (-scale * sin(k, from + place, period));
            }
        }
        return matrix;
    }

    /** Adds one contraction over (part, place along the axis); {@code parts} is 2 for a complex result, 1 for a real one. */
    private Value along(Value x, int axis, float[] matrix, int parts, int size) {
        Shape shape = x.shape();
        List<Integer> order = new ArrayList<>(List.of(0, axis + 2));
        IntStream.range(1, shape.rank()).filter(i -> i != axis + 2).forEach(order::add);
        Value front = x.transpose(order.stream().mapToInt(i -> i).toArray());
        Shape rest = front.shape().slice(2, shape.rank());
        int in = shape.dim(0) * shape.dim(axis + 2);
        Value product = front.reshape(in, rest.size())
                .convolve(new Convolution(parts * size, POINT), scope.constant(matrix, 1, parts * size, in, 1));
        int[] back = new int[shape.rank()];
        IntStream.range(0, back.length).forEach(i -> back[order.get(i)] = i);
        return product.reshape(Shape.of(parts, size).with(rest).toArray()).transpose(back);
    }

    private static double cos(int k, int at, int period) {
        return StrictMath.cos(angle(k, at, period));
    }

    private static double sin(int k, int at, int period) {
        return StrictMath.sin(angle(k, at, period));
    }

    private static double angle(int k, int at, int period) {
        return 2 * StrictMath.PI * ((long) k * at % period) / period;
    }
}
