package org.recurve.convolution;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Transposed convolution, {@code X[c, q] = b_c + Σ_i Σ_p w[i][c][t] · x[i, p]} over the positions p whose window reads q with
 * element t: the way back through a convolution of the same kernel, stride and padding, as decoders and generators use it to
 * enlarge maps (Zeiler, Krishnan, Taylor, Fergus, <i>Deconvolutional Networks</i>, 2010; Dumoulin and Visin, <i>A guide to
 * convolution arithmetic for deep learning</i>, 2016, section 4).
 *
 * <p>From [channels, extents…] with any number of spatial axes to [filters, extents…]; along each axis an extent n becomes
 * {@code (n − 1) · stride + (kernel − 1) · dilation + 1 − before − after + output-padding}, and {@code n · stride} under
 * {@code same} padding. Padding cuts places off, {@code output-padding} adds some behind, which few windows reach or none.
 *
 * <p>Parameters: {@code w} [1, channels, filters / groups, kernel…], which is the {@code w} of the convolution that goes the
 * other way, so that {@code tie} to a {@code conv} makes its decoder, and {@code c} [filters, 1…], which begins with zeros.
 */
@Plugin(
        id = "transposed-conv",
        version = 1,
        summary = "a convolution's way back: each input spreads a kernel over the output")
public final class TransposedConv implements Layer<TransposedConv.Config> {
    /** The settings. */
    public record Config(
            @Doc("output channels") @Min(1) int filters,

            @Doc("the kernel's size: one number, or one for each axis")
            Extents kernel,

            @Doc("output elements from one input element's kernel to the next one's") @Default("1")
            Extents stride,

            @Doc("places cut off at the edges: valid (none), same (output n · stride), full, or numbers")
            @Default("valid")
            Padding padding,

            @Doc("places added at the end of each axis, fewer than the stride: one number, or one for each axis")
            @Default("0")
            @Min(0)
            List<Integer> outputPadding,

            @Doc("output elements from one element of the kernel to its next") @Default("1")
            Extents dilation,

            @Doc("channels and filters are cut into this many groups, each connected only within itself")
            @Default("1")
            @Min(1)
            int groups,

            @Doc("whether each filter has a bias") @Default("true")
            boolean bias,

            @Doc("how the kernels begin") @Default("glorot") Spec<Initializer<?>> initializer) {
        public Config {
            outputPadding = List.copyOf(outputPadding);
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting(
                    "transposed-conv needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        int channels = x.shape().dim(0);
        if (channels % config.groups() != 0 || config.filters() % config.groups() != 0) {
            throw new InvalidSetting("groups: " + config.groups() + " groups do not divide " + channels
                    + " input channels and " + config.filters() + " filters evenly");
        }
        Shape output = Shape.of(config.filters()).with(extents(config, x.shape()));
        Windowing windowing = new Windowing(config.kernel(), config.stride(), config.padding(), config.dilation());
        Convolution back = new Convolution(channels, windowing, config.groups(), Optional.empty());
        Shape shape = back.weights(output);
        int taps = shape.slice(3, shape.rank()).size();
        long steps = config.stride().over(x.shape().rank() - 1).stream()
                .mapToLong(stride -> stride)
                .reduce(1, (all, stride) -> all > taps ? all : all * stride);
        int seen = Math.max(1, (int) (taps / steps)) * channels / config.groups();
        Value w = scope.weight(
                "w",
                config.initializer(),
                new Weights(shape, seen, taps * shape.dim(2), OptionalInt.of(config.groups())));
        Value spread = x.convolveTransposed(back, output, w);
        int[] oneEach = output.toArray();
        Arrays.fill(oneEach, 1, oneEach.length, 1);
        return config.bias() ? spread.plus(scope.bias("c", oneEach)) : spread;
    }

    private static Shape extents(Config config, Shape input) {
        int axes = input.rank() - 1;
        int[] extents = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            int stride = config.stride().over(axes).get(axis);
            int reach = fitting((config.kernel().over(axes).get(axis) - 1L)
                            * config.dilation().over(axes).get(axis)
                    + 1);
            int more = outputPadding(config, axes, axis);
            if (more >= stride) {
                throw new InvalidSetting("output-padding: " + more + " places are not fewer than the stride " + stride
                        + "; they are what the convolution's last step leaves over");
            }
            boolean same = config.padding().rule() == Padding.Rule.SAME;
            if (same && more > 0) {
                throw new InvalidSetting("output-padding: with padding same the output has n · stride places already;"
                        + " remove it, or give the padding in numbers");
            }
            int[] cut = same ? new int[] {0, 0} : config.padding().over(axis, axes, input.dim(axis + 1), reach, stride);
            extents[axis] = fitting(
                    same
                            ? (long) input.dim(axis + 1) * stride
                            : (input.dim(axis + 1) - 1L) * stride + reach - cut[0] - cut[1] + more);
            if (extents[axis] < 1) {
                throw new InvalidSetting("padding: " + cut[0] + " and " + cut[1]
                        + " places are cut off where there are " + ((long) extents[axis] + cut[0] + cut[1])
                        + ", which leaves nothing; cut less, or take a larger kernel or stride");
            }
        }
        return Shape.of(extents);
    }

    private static int fitting(long extent) {
        if (Math.abs(extent) > Shape.MOST_OF_EXAMPLE) {
            throw new InvalidSetting("an output or a kernel that extends over " + extent
                    + " places is too large for any memory; take a smaller kernel, stride or dilation");
        }
        return (int) extent;
    }

    private static int outputPadding(Config config, int axes, int axis) {
        List<Integer> given = config.outputPadding();
        if (given.size() != 1 && given.size() != axes) {
            throw new InvalidSetting("output-padding: " + given + " has " + given.size()
                    + " numbers, but the input has " + axes + " spatial axes");
        }
        return given.get(given.size() == 1 ? 0 : axis);
    }
}
