package org.recurve.optimization.clipper;

import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Clipping by value: each element is held in {@code [−threshold, threshold]}, which may turn the direction (Mikolov
 * 2012).
 */
@Plugin(id = "value", version = 1, summary = "each element of g is held in [-threshold, threshold]")
public final class ClipByValue implements Clipper<ClipByValue.Config> {
    /** The settings. */
    public record Config(
            @Doc("the largest magnitude that an element keeps") @Main @Above(0)
            double threshold) {}

    @Override
    public Vector clip(Config config, Vector theta, Vector gradient) {
        return gradient.min(config.threshold()).max(-config.threshold());
    }
}
