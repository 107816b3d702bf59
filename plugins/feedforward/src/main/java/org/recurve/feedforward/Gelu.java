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
 * {@code y = x Φ(x) = x/2 (1 + erf(x/√2))}, PyTorch's default, to within 3 · 10⁻⁷. Left of −1, where {@code 1 + erf} loses its
 * digits, it is {@code x/2 erfc(−x/√2)}, which keeps them down to where x Φ(x) is no normal number any more, at about −13.
 */
@Plugin(id = "gelu", version = 2, summary = "y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), or exactly x Φ(x)")
public final class Gelu implements Activation<Gelu.Config> {
    /** 2 √(2/π). */
    private static final double SCALE = 2 * StrictMath.sqrt(2 / StrictMath.PI);

    private static final double ROOT_HALF = StrictMath.sqrt(0.5);

    /** From here on, {@code 1 + erf(x/√2)} has its digits; left of it, the tail is taken. */
    private static final double TAIL = -1;

    /** The middle of what t = 1 / (1 + z) takes in the tail. */
    private static final double MIDDLE = 0.34;

    /** log(erfc(z) e^z² / t) in t − {@link #MIDDLE}: a fit at Chebyshev's points for z from 0.7 to 10.5, within 10⁻⁷. */
    private static final double[] TAIL_LOG = {
        -0.26126661, 0.75523653, -0.61764534, -0.16238106, 0.77982597, -0.51931687, -0.81486414, 1.63168542
    };

    /** The settings. */
    public record Config(
            @Doc("whether Φ is computed by the error function instead of by tanh; no if left out")
            Optional<Boolean> exact) {
        /** Returns the tanh form. */
        public Config() {
            this(Optional.empty());
        }
    }

    @Override
    public Value apply(Config config, Value x) {
        if (config.exact().orElse(false)) {
            Value twice = x.greaterThan(TAIL).choose(x.times(ROOT_HALF).erf().plus(1), tail(x));
            return x.times(0.5).times(twice);
        }
        Value inner = x.plus(x.square().times(x).times(0.044715)).times(SCALE);
        return x.times(inner.sigmoid());
    }

    /** {@code erfc(−x/√2) = t e^(P(t) − x²/2)} for x below 0; elsewhere finite. */
    private static Value tail(Value x) {
        Value left = x.negate().relu();
        Value z = left.times(ROOT_HALF);
        Value divisor = z.plus(1);
        Value v = z.dividedBy(divisor).negate().plus(1 - MIDDLE); // t − MIDDLE, for z / (1 + z) = 1 − t
        Value log = v.times(TAIL_LOG[TAIL_LOG.length - 1]);
        for (int i = TAIL_LOG.length - 2; i > 0; i--) {
            log = log.plus(TAIL_LOG[i]).times(v);
        }
        return log.plus(TAIL_LOG[0]).minus(left.square().times(0.5)).exp().dividedBy(divisor);
    }
}
