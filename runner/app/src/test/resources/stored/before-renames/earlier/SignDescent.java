package earlier;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Steps of nearly one length for every parameter, {@code m ← μ m + (1 − μ) g}, {@code θ ← θ − η m / (|m| + ε)}: a
 * smooth form of sign descent with momentum (Bernstein, Wang, Azizzadenesheli, Anandkumar 2018).
 */
@Plugin(id = "earlier-sign-descent", version = 1, summary = "theta = theta - learning-rate m / (|m| + epsilon)")
public final class SignDescent implements Optimizer<SignDescent.Config, SignDescent.State> {
    /** The settings. */
    public record Config(
            @Doc("the step's length, η") @Main @Above(0) double learningRate,

            @Doc("how much of the last direction stays, μ") @Default("0.9") @Min(0) @Below(1)
            double momentum,

            @Doc("gradients well below this are not blown up, ε") @Default("1e-3") @Above(0)
            double epsilon) {}

    /** The running mean of gradients. */
    public record State(Vector m) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(theta.zeros());
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        double keep = config.momentum();
        Vector m = state.m().times(keep).plus(at.gradient().times(1 - keep));
        Vector direction = m.dividedBy(m.abs().plus(config.epsilon()));
        Vector theta = at.theta().minus(direction.times(config.learningRate()));
        return new Move<>(theta, new State(m)).watching("learning-rate", config.learningRate());
    }
}
