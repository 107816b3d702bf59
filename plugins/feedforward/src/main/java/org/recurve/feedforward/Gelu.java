package org.recurve.feedforward;

import java.util.Optional;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Plugin;

/**
 * The Gaussian error linear unit in its tanh form, {@code y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))}, which is
 * {@code x Φ(x)} to within 0.0005 (Hendrycks and Gimpel, <i>Gaussian Error Linear Units</i>, 2016). Computed as
 * {@code x σ(2√(2/π) (x + 0.044715 x³))}, the same, whose left tail keeps its digits. With {@code exact: true} it is
 * {@code y = x/2 (1 + erf(x/√2))}, PyTorch's default, to within 3 · 10⁻⁷; left of about −5 that is 0, for {@code 1 + erf} has no
 * digits there.
 */
@Plugin(id = "gelu", version = 2, summary = "y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), or exactly x Φ(x)")
public final class Gelu implements Activation<Gelu.Config> {
    /** 2 √(2/π). */
    private static final double SCALE = 2 * StrictMath.sqrt(2 / StrictMath.PI);

    private static final double ROOT_HALF = StrictMath.sqrt(0.5);

    /** The settings. */
    public record Config(
            @Doc("whether Φ is computed by the error function instead of by tanh; no if left out")
            Optional<Boolean> exact) {
        /** The tanh form. */
        public Config() {
            this(Optional.empty());
        }
    }

    @Override
    public Value apply(Config config, Value x) {
        if (config.exact().orElse(false)) {
            return x.times(0.5).times(x.times(ROOT_HALF).erf().plus(1));
        }
        Value inner = x.plus(x.square().times(x).times(0.044715)).times(SCALE);
        return x.times(inner.sigmoid());
    }
}
