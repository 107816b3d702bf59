package org.recurve.optimization.clipper;

import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Clipping by norm: if {@code ‖g‖ ≥ threshold} then {@code g ← threshold / ‖g‖ · g}, over all parameters together, so
 * that the direction stays (Pascanu, Mikolov, Bengio, <i>On the Difficulty of Training Recurrent Neural Networks</i>,
 * 2013).
 */
@Plugin(id = "norm", version = 1, summary = "if |g| >= threshold then g = threshold / |g| g")
public final class ClipByNorm implements Clipper<ClipByNorm.Config> {
    /** The settings. */
    public record Config(
            @Doc("the largest norm that a gradient keeps") @Main @Above(0)
            double threshold) {}

    @Override
    public Vector clip(Config config, Vector theta, Vector gradient) {
        double norm = gradient.norm();
        return norm >= config.threshold() ? gradient.times(config.threshold() / norm) : gradient;
    }
}
