package org.recurve.convolution.kernel;

import java.util.List;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * A bank of Gabor functions, the weights of simple cells in the visual cortex (<i>Deep Learning</i>, 9.10, equations
 * 9.16 to 9.18): {@code w(x, y) = α exp(−β_x x'² − β_y y'²) cos(f x' + φ)} with
 * {@code x' = (x − x₀) cos τ + (y − y₀) sin τ} and {@code y' = −(x − x₀) sin τ + (y − y₀) cos τ}.
 *
 * <p>x counts columns to the right and y rows downwards from the middle of the window. The bank has each orientation
 * {@code τ + π i / orientations} with each frequency and each phase, orientations changing fastest; filters take its
 * members in turn, and begin again where there are more.
 */
@Plugin(
        id = "gabor",
        version = 1,
        summary = "a bank: alpha exp(-beta-x x'^2 - beta-y y'^2) cos(f x' + phi), turned by tau")
public final class Gabor implements Initializer<Gabor.Config> {
    /** The settings. */
    public record Config(
            @Doc("directions, spread evenly over half a turn") @Main @Default("4") @Min(1)
            int orientations,

            @Doc("f, in radians per pixel: one number or several") @Default("1")
            List<Double> frequencies,

            @Doc("phi, in radians: one number or several (0 is a bar, 1.5708 an edge)") @Default("0")
            List<Double> phases,

            @Doc("alpha, the largest weight") @Default("1") double alpha,

            @Doc("how fast weights fall off along the wave, per pixel squared") @Default("0.1") @Min(0)
            double betaX,

            @Doc("how fast weights fall off across the wave, per pixel squared") @Default("0.1") @Min(0)
            double betaY,

            @Doc("the centre's column, in pixels right of the window's middle") @Default("0")
            double x0,

            @Doc("the centre's row, in pixels below the window's middle") @Default("0")
            double y0,

            @Doc("the first direction, in radians from the columns' direction towards the rows'") @Default("0")
            double tau) {
        public Config {
            frequencies = List.copyOf(frequencies);
            phases = List.copyOf(phases);
            if (frequencies.isEmpty() || phases.isEmpty()) {
                throw new InvalidSetting("gabor needs at least one frequency and one phase");
            }
        }

        /** Returns the weight at a place, for a member of the bank. */
        double at(int member, double x, double y) {
            double turn = tau + StrictMath.PI * (member % orientations) / orientations;
            double frequency = frequencies.get(member / orientations % frequencies.size());
            double phase = phases.get(member / orientations / frequencies.size() % phases.size());
            double along = (x - x0) * StrictMath.cos(turn) + (y - y0) * StrictMath.sin(turn);
            double across = -(x - x0) * StrictMath.sin(turn) + (y - y0) * StrictMath.cos(turn);
            double envelope = alpha * StrictMath.exp(-betaX * along * along - betaY * across * across);
            return envelope * StrictMath.cos(frequency * along + phase);
        }
    }

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        KernelWindows windows = KernelWindows.of("gabor", weights).ofImages();
        double middleRow = (windows.window().dim(0) - 1) / 2.0;
        double middleColumn = (windows.window().dim(1) - 1) / 2.0;
        return windows.filled((filter, index) -> config.at(filter, index[1] - middleColumn, index[0] - middleRow));
    }
}
