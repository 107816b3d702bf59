package org.recurve.optimization.clipper;

import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Clipping by norm: if {@code ‖g‖ ≥ threshold} then {@code g ← threshold / ‖g‖ · g}, over all parameters together, so
 * that the direction stays (Pascanu, Mikolov, Bengio, <i>On the Difficulty of Training Recurrent Neural Networks</i>,
 * 2013); or over the parameters of each layer, or each parameter, by itself.
 */
@Plugin(id = "norm", version = 1, summary = "if |g| >= threshold then g = threshold / |g| g")
public final class ClipByNorm implements Clipper<ClipByNorm.Config> {
    /** The settings. */
    public record Config(
            @Doc("the largest norm that a gradient keeps") @Main @Above(0)
            double threshold,

            @Doc("which parameters share a norm: all, those of a layer, or each parameter by itself") @Default("all")
            Group over) {}

    @Override
    public Vector clip(Config config, Vector theta, Vector gradient) {
        return switch (config.over()) {
            case ALL -> {
                double norm = gradient.norm();
                yield norm >= config.threshold() ? gradient.times(config.threshold() / norm) : gradient;
            }
            case LAYER, PARAMETER ->
                gradient.scale(segment -> {
                    double norm = norm(gradient, config.over(), segment);
                    return norm >= config.threshold() ? config.threshold() / norm : 1;
                });
        };
    }

    private static double norm(Vector gradient, Group over, Segment segment) {
        double square = 0;
        for (Segment one : over.around(segment, gradient.segments())) {
            double norm = gradient.norm(one);
            square += norm * norm;
        }
        return StrictMath.sqrt(square);
    }
}
