package org.recurve.feedforward;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Softmax, {@code yᵢ = e^xᵢ / Σⱼ e^xⱼ}, over the units, or over the channels of each position: positive numbers that sum
 * to 1 (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 6.2.2.3).
 *
 * <p>From [units] or [channels, extents…] to the same shape. Before the loss {@code cross-entropy}, which has a softmax of
 * its own, it is one too many.
 */
@Plugin(id = "softmax", version = 1, summary = "y_i = e^x_i / Σ e^x_j over the units, or the channels of a position")
public final class Softmax implements Layer<NoConfig> {
    @Override
    public Value forward(NoConfig config, Scope scope, Value x) {
        if (x.shape().rank() < 1) {
            throw new InvalidSetting(
                    "softmax needs an input of shape [units] or [channels, extents…], but was given a" + " scalar");
        }
        return x.softmax(0);
    }
}
