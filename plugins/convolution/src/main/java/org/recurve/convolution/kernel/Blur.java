package org.recurve.convolution.kernel;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * A weighted mean of the window, for windows of any size and number of axes.
 *
 * <p>{@code binomial}: {@code Π C(k − 1, i) / 2^(k − 1)} over the axes, close to a Gaussian of variance
 * {@code (k − 1) / 4}; on 3×3 the {@code [[1, 2, 1], [2, 4, 2], [1, 2, 1]] / 16} of image processing. {@code box}: all
 * elements alike.
 */
@Plugin(id = "blur", version = 1, summary = "each kernel a weighted mean of its window")
public final class Blur implements Initializer<Blur.Config> {
    /** Describes how the elements of a window are weighted. */
    public enum BlurWeights {
        /** By binomial coefficients, most in the middle. */
        BINOMIAL,
        /** All alike. */
        BOX
    }

    /** The settings. */
    public record Config(
            @Doc("binomial (most weight in the middle) or box (equal weights)") @Main @Default("binomial")
            BlurWeights by) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        KernelWindows windows = KernelWindows.of("blur", weights);
        Shape window = windows.window();
        return windows.filled((filter, index) -> switch (config.by()) {
            case BOX -> 1.0 / window.size();
            case BINOMIAL -> {
                double product = 1;
                for (int axis = 0; axis < index.length; axis++) {
                    product *= binomial(window.dim(axis) - 1, index[axis]);
                }
                yield product;
            }
        });
    }

    /** {@code C(n, i) / 2ⁿ}. */
    private static double binomial(int n, int i) {
        double coefficient = 1;
        for (int j = 1; j <= i; j++) {
            coefficient = coefficient * (n - i + j) / j;
        }
        return coefficient / StrictMath.pow(2, n);
    }
}
