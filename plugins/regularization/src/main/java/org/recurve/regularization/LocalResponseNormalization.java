package org.recurve.regularization;

import java.util.List;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Local response normalisation across channels, {@code y_c = x_c / (k + α/n Σ_{c′} x_{c′}²)^β}, the sum over the n channels
 * from {@code c − ⌊n/2⌋} to {@code c + ⌊(n − 1)/2⌋} at the same position, those beyond the first and the last left out
 * (Krizhevsky, Sutskever, Hinton, <i>ImageNet Classification with Deep Convolutional Neural Networks</i>, 2012, section 3.3,
 * with k = 2, n = 5, β = 0.75 and 10⁻⁴ for what is α/n here: give {@code alpha: 5e-4}). The defaults are those of PyTorch.
 *
 * <p>From [channels, extents…] (or [units]) to the same shape; no parameters. The power is {@code e^(−β ln(…))}.
 */
@Plugin(
        id = "local-response-normalization",
        version = 1,
        summary = "x / (k + α/n Σ x²)^β, the sum over n neighbouring channels")
public final class LocalResponseNormalization implements Layer<LocalResponseNormalization.Config> {
    /** The settings. */
    public record Config(
            @Doc("n, how many neighbouring channels are summed over") @Main @Default("5") @Min(1)
            int size,

            @Doc("α, how much their mean square counts") @Default("1e-4") @Min(0)
            double alpha,

            @Doc("β, the exponent") @Default("0.75") @Min(0) double beta,

            @Doc("k, added to the mean square") @Default("1") @Above(0)
            double k) {}

    private static final Extents ONE = new Extents(List.of(1));

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Shape shape = x.shape();
        if (shape.rank() < 1) {
            throw new InvalidSetting("local-response-normalization needs an input of shape [channels, extents…] or"
                    + " [units], but was given a scalar");
        }
        int channels = shape.dim(0);
        int size = config.size();
        Padding padding = new Padding(Padding.Rule.EXPLICIT, List.of(size / 2, 0), List.of((size - 1) / 2, 0));
        Windowing windowing = new Windowing(new Extents(List.of(size, 1)), ONE, padding, ONE);
        Value mean = x.square()
                .reshape(1, channels, shape.size() / channels)
                .windows(windowing, Window::sum)
                .times(config.alpha() / size)
                .plus(config.k());
        return x.times(mean.log().times(-config.beta()).exp().reshape(shape.toArray()));
    }
}
