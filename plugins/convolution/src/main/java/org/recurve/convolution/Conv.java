package org.recurve.convolution;

import java.util.Arrays;
import java.util.Optional;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
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
 * Convolution, {@code Z[i, p] = b + Σ_c Σ_t w[bank(p)][i][c][t] · x[c, p·stride − before + t·dilation]}, as a
 * cross-correlation: the kernel is not flipped (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 9.1 and 9.5).
 *
 * <p>From [channels, extents…] with any number of spatial axes to [filters, extents…]. Places outside the input are
 * left out of the sum. Parameters: {@code w} [banks, filters, channels / groups, kernel…], where the sharing pattern
 * says how many banks there are and which serves which position, and {@code b}, which begins with zeros.
 */
@Plugin(id = "conv", version = 1, summary = "kernels slid over the input, shared between positions, tiled or unshared")
public final class Conv implements Layer<Conv.Config> {
    /** Which units share a bias. */
    public enum Bias {
        /** No bias. */
        NONE,
        /** One for each filter, whatever the position. */
        FILTER,
        /** One for each filter and position. */
        UNIT
    }

    /** The settings. */
    public record Config(
            @Doc("output channels") @Min(1) int filters,

            @Doc("the kernel's size: one number, or one for each axis")
            Extents kernel,

            @Doc("input elements from one position to the next") @Default("1")
            Extents stride,

            @Doc("how far kernels reach beyond the edges: valid, same, full, or numbers") @Default("valid")
            Padding padding,

            @Doc("input elements from one tap of the kernel to the next") @Default("1")
            Extents dilation,

            @Doc("which positions share a kernel") @Default("shared")
            Spec<Sharing<?>> sharing,

            @Doc("input and output channels are cut into this many groups, each seeing only its own")
            @Default("1")
            @Min(1)
            int groups,

            @Doc("which units share a bias: none, filter (one for each filter) or unit (one for each unit)")
            @Default("filter")
            Bias bias,

            @Doc("how the kernels begin") @Default("glorot") Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting("conv needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        Convolution convolution = convolution(config);
        Value w = scope.weight("w", config.initializer(), weights(convolution, x.shape()));
        Shape out = convolution.over(x.shape());
        return switch (config.bias()) {
            case NONE -> x.convolve(convolution, w);
            case FILTER -> x.convolve(convolution, w, scope.bias("b", oneEach(out)));
            case UNIT -> x.convolve(convolution, w, scope.bias("b", out.toArray()));
        };
    }

    private static Convolution convolution(Config config) {
        return new Convolution(
                config.filters(),
                new Windowing(config.kernel(), config.stride(), config.padding(), config.dilation()),
                config.groups(),
                Optional.of(config.sharing()));
    }

    /**
     * A unit sums the taps over its group's input channels; an input reaches a kernel's taps in its group's filters.
     */
    private static Weights weights(Convolution convolution, Shape input) {
        Shape shape = convolution.weights(input);
        int taps = shape.slice(3, shape.rank()).size();
        return new Weights(shape, taps * shape.dim(2), taps * convolution.filters() / convolution.groups());
    }

    /** [filters, 1, …]: broadcast over the positions. */
    private static int[] oneEach(Shape out) {
        int[] dims = out.toArray();
        Arrays.fill(dims, 1, dims.length, 1);
        return dims;
    }
}
