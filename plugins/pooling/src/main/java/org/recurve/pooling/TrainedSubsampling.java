package org.recurve.pooling;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Sub-sampling with a trained coefficient and bias, {@code y[c, p] = b[c] + w[c] · mean of x[c] over window p}, windows side
 * by side (LeCun, Bottou, Bengio, Haffner, <i>Gradient-Based Learning Applied to Document Recognition</i>, 1998, layers
 * S2 and S4). There the window is added up, which is {@code w} in other units; with the mean, {@code w} = 1 begins as
 * average pooling whatever the size. No nonlinearity follows by itself.
 *
 * <p>From [channels, extents…] to [channels, windows along each axis…]; places left over at the far edges are not seen.
 * Parameters: {@code w} [channels] and {@code b} [channels], which begins with zeros.
 */
@Plugin(
        id = "subsample",
        version = 2,
        summary = "y = b + w mean: the mean of each window, scaled and shifted by channel")
public final class TrainedSubsampling implements Layer<TrainedSubsampling.Config> {
    private static final Extents ADJACENT = new Extents(List.of(1));

    /** The settings. */
    public record Config(
            @Doc("the window's size: one number, or one for each axis") @Main
            Extents size,

            @Doc("how the coefficients begin") @Default("{constant: 1}")
            Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting(
                    "subsample needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        int channels = x.shape().dim(0);
        Windowing windows = new Windowing(config.size(), config.size(), Padding.VALID, ADJACENT);
        Convolution convolution = new Convolution(channels, windows, channels, Optional.empty());
        Shape kernels = convolution.weights(x.shape());
        int taps = kernels.size() / channels;
        int[] one = ones(kernels.rank());
        one[1] = channels;
        Value w = scope.weight("w", config.initializer(), new Weights(Shape.of(channels), taps, 1));
        Value each = w.dividedBy(taps).reshape(one).broadcast(kernels);
        int[] bias = ones(x.shape().rank());
        bias[0] = channels;
        return x.convolve(convolution, each, scope.bias("b", bias));
    }

    private static int[] ones(int rank) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        return dims;
    }
}
