package org.recurve.optimization.clipper;

import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Clipping by the ratio of a unit's gradient to its weights: with {@code w = max(‖W_u‖, ε)}, if {@code ‖G_u‖ > ratio · w}
 * then {@code G_u ← ratio · w / ‖G_u‖ · G_u} for the incoming weights {@code u} of each unit or filter (Brock, De, Smith,
 * Simonyan, <i>High-Performance Large-Scale Image Recognition Without Normalization</i>, 2021, equation 3). A bias counts
 * as a whole, and what begins at 0 can move because of ε.
 */
@Plugin(id = "adaptive", version = 1, summary = "each unit: if |G| > ratio max(|W|, epsilon), G is shortened to that")
public final class Adaptive implements Clipper<Adaptive.Config> {
    /** The settings. */
    public record Config(
            @Doc("the largest |G| / |W| that a unit keeps") @Main @Default("0.01") @Above(0)
            double ratio,

            @Doc("replaces the norm of weights that are smaller, ε") @Default("1e-3") @Above(0)
            double epsilon) {}

    @Override
    public Vector clip(Config config, Vector theta, Vector gradient) {
        return gradient.scaleUnits(unit -> {
            double norm = gradient.norm(unit);
            double longest = config.ratio() * Math.max(theta.norm(unit), config.epsilon());
            return norm > longest ? longest / norm : 1;
        });
    }
}
