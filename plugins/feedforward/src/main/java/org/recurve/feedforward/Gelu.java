package org.recurve.feedforward;

import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The Gaussian error linear unit in its tanh form, {@code y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))}, which is
 * {@code x Φ(x)} to within 0.0005 (Hendrycks and Gimpel, <i>Gaussian Error Linear Units</i>, 2016). Computed as
 * {@code x σ(2√(2/π) (x + 0.044715 x³))}, the same, whose left tail keeps its digits.
 */
@Plugin(id = "gelu", version = 2, summary = "y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))")
public final class Gelu implements Activation<NoConfig> {
    /** 2 √(2/π). */
    private static final double SCALE = 2 * StrictMath.sqrt(2 / StrictMath.PI);

    @Override
    public Value apply(NoConfig config, Value x) {
        Value inner = x.plus(x.square().times(x).times(0.044715)).times(SCALE);
        return x.times(inner.sigmoid());
    }
}
