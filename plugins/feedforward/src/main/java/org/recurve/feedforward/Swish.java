package org.recurve.feedforward;

import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Swish, or SiLU, {@code y = x / (1 + e⁻ˣ)} (Elfwing, Uchibe, Doya, <i>Sigmoid-Weighted Linear Units</i>, 2017;
 * Ramachandran, Zoph, Le, <i>Searching for Activation Functions</i>, 2017).
 */
@Plugin(id = "swish", version = 1, summary = "y = x / (1 + e^-x)")
public final class Swish implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        return x.times(x.sigmoid());
    }
}
