package org.recurve.convolution.fourier;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.convolution.Unshared;

/**
 * The shared convolution that {@code conv} computes, by the convolution theorem: input and kernels are transformed, multiplied
 * frequency by frequency, and transformed back (Mathieu, Henaff, LeCun, <i>Fast Training of Convolutional Networks through
 * FFTs</i>, 2013). Maps are transformed by contractions with the matrices of the transform, which read only what holds something
 * and give only what is wanted, of real maps half of the frequencies; kernels, once a step for all examples, by fast
 * transforms. It is a check of the convolution theorem rather than a faster layer: what it costs depends little on the size of the
 * kernel, but {@code conv} runs near the processor's limit, and the transforms of kernels take tables that grow with filters,
 * channels and the square of the extent. For 8 kernels of 31×31 on a batch of 32 images of 48×48, a step took 147 ms and 67 MB
 * against {@code conv}'s 30 ms and 4 MB. Train with {@code conv}.
 *
 * <p>Same parameters as {@code conv}, {@code w} [1, filters, channels, kernel…] and {@code b}, with the same first
 * values in a part of the same name; results agree with it within 1e-5 of the largest, for the two round differently. Links and
 * receptive fields are those of the convolution.
 */
@Plugin(
        id = "fft-conv",
        version = 2,
        summary = "what conv computes, by Fourier transforms: a check of the convolution theorem, slower than conv")
public final class FftConv implements Layer<FftConv.Config> {
    private static final Extents ONE = new Extents(List.of(1));

    /** The settings. */
    public record Config(
            @Doc("output channels") @Min(1) int filters,

            @Doc("the kernel's size: one number, or one for each axis")
            Extents kernel,

            @Doc("how far kernels reach beyond the edges: valid, same, full, or numbers") @Default("valid")
            Padding padding,

            @Doc("whether each filter has a bias") @Default("true")
            boolean bias,

            @Doc("whether kernels are turned round: convolution proper instead of cross-correlation") @Default("false")
            boolean flip,

            @Doc("how the kernels begin") @Default("glorot") Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting(
                    "fft-conv needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        Windowing windowing = new Windowing(config.kernel(), ONE, config.padding(), ONE);
        Convolution convolution = new Convolution(config.filters(), windowing);
        Shape shape = convolution.weights(x.shape());
        int taps = shape.slice(3, shape.rank()).size();
        Weights parameter = new Weights(shape, taps * shape.dim(2), taps * config.filters());
        Value w = scope.weight("w", config.initializer(), parameter);
        Shape output = convolution.over(x.shape());
        int[] oneEach = output.toArray();
        Arrays.fill(oneEach, 1, oneEach.length, 1);
        Value bias = config.bias() ? scope.bias("b", oneEach) : scope.zeros(oneEach);
        Value direct = config.flip() ? x.convolve(convolution, reversed(w, 3), bias) : x.convolve(convolution, w, bias);
        Value out = transformed(config, scope, x, w, wanted(windowing, x.shape(), output));
        return out.plus(bias).definedBy(direct);
    }

    /**
     * The places of the full convolution that are wanted along one axis; beyond them lie zeros, which no kernel touches.
     *
     * @param from the first
     * @param count how many
     * @param before zeros before them
     * @param after zeros behind them
     * @param period the shortest power of two at which none of them is reached from the other end
     */
    private record Wanted(int from, int count, int before, int after, int period) {}

    private static List<Wanted> wanted(Windowing windowing, Shape input, Shape output) {
        Shape spatial = input.slice(1, input.rank());
        return IntStream.range(0, spatial.rank())
                .mapToObj(axis -> {
                    Windowing.Axis numbers = windowing.axis(axis, spatial);
                    int full = spatial.dim(axis) + numbers.size() - 1;
                    int first = numbers.size() - 1 - numbers.before();
                    int end = first + output.dim(axis + 1);
                    int from = Math.max(first, 0);
                    int to = Math.min(end, full);
                    int least = Math.max(Math.max(full - from, to), Math.max(spatial.dim(axis), numbers.size()));
                    if (least > Shape.MOST_OF_EXAMPLE / 2) {
                        throw new InvalidSetting("a transform of " + least
                                + " elements is too large for any memory; take a smaller kernel, or pad less");
                    }
                    int period = least == 1 ? 1 : 2 * Integer.highestOneBit(least - 1);
                    return new Wanted(from, to - from, from - first, end - to, period);
                })
                .toList();
    }

    private static Value transformed(Config config, Scope scope, Value x, Value w, List<Wanted> wanted) {
        int filters = w.shape().dim(1);
        int channels = w.shape().dim(2);
        int[] periods = wanted.stream().mapToInt(Wanted::period).toArray();
        PartialTransform maps = new PartialTransform(scope, periods);
        Value spectrum = maps.forward(x);
        Value frequencies = spectrum.reshape(2 * channels, -1);
        Value products = frequencies.convolve(perFrequency(2 * filters), products(kernels(config, scope, w, periods)));
        int[] dims = spectrum.shape().toArray();
        dims[1] = filters;
        Value out = maps.inverse(
                products.reshape(dims),
                wanted.stream().mapToInt(Wanted::from).toArray(),
                wanted.stream().mapToInt(Wanted::count).toArray());
        for (int axis = 0; axis < periods.length; axis++) {
            Wanted one = wanted.get(axis);
            out = one.before() + one.after() == 0 ? out : out.pad(axis + 1, one.before(), one.after());
        }
        return out;
    }

    /** [frequencies, filters, channels], of the last axis the first half; cross-correlation turns kernels round. */
    private static ComplexValue kernels(Config config, Scope scope, Value w, int[] periods) {
        Value kernels = w.reshape(w.shape().slice(1, w.shape().rank()).toArray());
        ComplexValue all = new FourierTransform(scope)
                .forward(filled(scope, config.flip() ? kernels : reversed(kernels, 2), periods), 2, 2 + periods.length);
        int filters = kernels.shape().dim(0);
        int channels = kernels.shape().dim(1);
        int half = PartialTransform.half(periods[periods.length - 1]);
        return all.moved(
                part -> part.slice(-1, 0, half).reshape(filters, channels, -1).transpose(2, 0, 1));
    }

    private static Value reversed(Value kernels, int from) {
        Value reversed = kernels;
        for (int axis = from; axis < kernels.shape().rank(); axis++) {
            reversed = reversed.reverse(axis);
        }
        return reversed;
    }

    /** Real kernels [filters, channels, kernel…], filled up with zeros behind. */
    private static ComplexValue filled(Scope scope, Value kernels, int[] periods) {
        Value filled = kernels;
        for (int axis = 0; axis < periods.length; axis++) {
            int missing = periods[axis] - kernels.shape().dim(axis + 2);
            filled = missing == 0 ? filled : filled.pad(axis + 2, 0, missing);
        }
        return new ComplexValue(filled, scope.zeros(filled.shape().toArray()));
    }

    /** Returns a matrix of its own for each frequency: a locally connected layer with windows of one element. */
    private static Convolution perFrequency(int filters) {
        return new Convolution(filters, Windowing.of(ONE), 1, Optional.of(new Spec<>(new Unshared(), new NoConfig())));
    }

    /** Complex products as real ones: {@code [[Re, −Im], [Im, Re]]} for each frequency. */
    private static Value products(ComplexValue kernel) {
        Value re = kernel.re().concat(2, kernel.im().negate());
        Value im = kernel.im().concat(2, kernel.re());
        Value both = re.concat(1, im);
        int[] dims = both.shape().toArray();
        return both.reshape(dims[0], dims[1], dims[2], 1);
    }
}
