package org.recurve.optimization.optimizer;

import java.util.Optional;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Nonlinear conjugate gradients: {@code d ← −g + β d}, with {@code β = gᵀg / g₀ᵀg₀} of Fletcher and Reeves (1964) or
 * {@code β = max(0, gᵀ(g − g₀) / g₀ᵀg₀)} of Polak and Ribière (1969), {@code g₀} being the last step's gradient (Nocedal and
 * Wright, <i>Numerical Optimization</i>, 2006, section 5.2). The length fulfils the strong Wolfe conditions with 10⁻⁴ and
 * 0.1. It begins anew with {@code d = −g} after as many steps as there are parameters, where {@code d} does not go down, and
 * where no length helps.
 *
 * <p>It is meant for full or large batches.
 */
@Plugin(
        id = "conjugate-gradient",
        version = 1,
        summary = "d = -g + beta d, by Fletcher and Reeves or Polak and Ribiere, then a strong Wolfe search")
public final class NonlinearConjugateGradient
        implements Optimizer<NonlinearConjugateGradient.Config, NonlinearConjugateGradient.State> {
    /** Describes how much of the last direction stays. */
    public enum Formula {
        /** {@code gᵀg / g₀ᵀg₀}. */
        FLETCHER_REEVES {
            @Override
            double beta(Vector gradient, Vector before) {
                return gradient.dot(gradient) / before.dot(before);
            }
        },
        /** {@code max(0, gᵀ(g − g₀) / g₀ᵀg₀)}. */
        POLAK_RIBIERE {
            @Override
            double beta(Vector gradient, Vector before) {
                return Math.max(0, gradient.dot(gradient.minus(before)) / before.dot(before));
            }
        };

        abstract double beta(Vector gradient, Vector before);
    }

    /** The settings. */
    public record Config(
            @Doc("fletcher-reeves or polak-ribiere") @Main @Default("polak-ribiere")
            Formula formula,

            @Doc("losses and gradients that a line search takes at most") @Default("20") @Min(2)
            int trials) {}

    /**
     * Describes what the next direction is made of.
     *
     * @param last the last step, if it belongs to the same run of conjugate directions
     * @param since steps of this run
     */
    public record State(Optional<Last> last, int since) {}

    /** A step: its gradient, its direction, and the change of the loss that its slope promised, length times slope. */
    public record Last(Vector gradient, Vector direction, double promised) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(Optional.empty(), 0);
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Vector gradient = at.gradient();
        Optional<Last> last =
                state.last().filter(_ -> state.since() < at.theta().size());
        Vector conjugate = last.map(l -> l.direction()
                        .times(config.formula().beta(gradient, l.gradient()))
                        .minus(gradient))
                .orElseGet(gradient::negate);
        boolean anew = last.isEmpty() || !(gradient.dot(conjugate) < 0);
        Vector direction = anew ? gradient.negate() : conjugate;
        double slope = gradient.dot(direction);
        double first = last.filter(l -> !anew && l.promised() < 0)
                .map(l -> l.promised() / slope)
                .orElse(Math.min(1, 1 / gradient.norm()));
        return new WolfeSearch(1e-4, 0.1, config.trials())
                .search(at, direction, first)
                .map(point -> {
                    Last now = new Last(gradient, direction, point.length() * slope);
                    return new Move<>(point.at().theta(), new State(Optional.of(now), anew ? 1 : state.since() + 1))
                            .watching("step-length", point.length());
                })
                .orElseGet(() -> new Move<>(at.theta(), new State(Optional.empty(), 0)).watching("step-length", 0));
    }
}
