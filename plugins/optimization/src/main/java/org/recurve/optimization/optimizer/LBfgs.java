package org.recurve.optimization.optimizer;

import java.util.ArrayList;
import java.util.List;
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
 * L-BFGS: the inverse of the curvature is built from the last steps {@code s} and the changes {@code y} of the gradient
 * along them, beginning with {@code sᵀy / yᵀy I} (Nocedal and Wright, <i>Numerical Optimization</i>, 2006, algorithms 7.4
 * and 7.5). The length fulfils the strong Wolfe conditions with 10⁻⁴ and 0.9, so that {@code sᵀy > 0}.
 *
 * <p>Both gradients of a change are those of one batch; it is meant for full or large batches. Where no length helps, the
 * memory is dropped and the next step follows the gradient.
 */
@Plugin(
        id = "l-bfgs",
        version = 1,
        summary = "d = -H g, H the inverse Hessian as the last steps tell it, then a line search")
public final class LBfgs implements Optimizer<LBfgs.Config, LBfgs.State> {
    /** The settings. */
    public record Config(
            @Doc("steps that are remembered") @Main @Default("10") @Min(1)
            int memory,

            @Doc("losses and gradients that a line search takes at most") @Default("20") @Min(2)
            int trials) {}

    /** The last steps {@code s} and the gradient's changes {@code y}, the oldest first. */
    public record State(List<Vector> steps, List<Vector> changes) {
        public State {
            steps = List.copyOf(steps);
            changes = List.copyOf(changes);
        }

        static final State EMPTY = new State(List.of(), List.of());

        /** Without a pair that would make the curvature negative, and with as many as are remembered. */
        State with(Vector step, Vector change, int memory) {
            if (!(step.dot(change) > 0)) {
                return this;
            }
            return new State(appended(steps, step, memory), appended(changes, change, memory));
        }

        private static List<Vector> appended(List<Vector> before, Vector last, int memory) {
            List<Vector> all = new ArrayList<>(before);
            all.add(last);
            return all.subList(Math.max(0, all.size() - memory), all.size());
        }

        /** {@code H v}, by two loops over the pairs. */
        Vector inverse(Vector v) {
            Vector result = v;
            double[] shares = new double[steps.size()];
            for (int i = shares.length - 1; i >= 0; i--) {
                shares[i] = steps.get(i).dot(result) / steps.get(i).dot(changes.get(i));
                result = result.minus(changes.get(i).times(shares[i]));
            }
            if (shares.length > 0) {
                Vector change = changes.getLast();
                result = result.times(steps.getLast().dot(change) / change.dot(change));
            }
            for (int i = 0; i < shares.length; i++) {
                double share = changes.get(i).dot(result) / steps.get(i).dot(changes.get(i));
                result = result.plus(steps.get(i).times(shares[i] - share));
            }
            return result;
        }
    }

    @Override
    public State start(Config config, Vector theta) {
        return State.EMPTY;
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Vector gradient = at.gradient();
        Vector direction = state.inverse(gradient).negate();
        double first = state.steps().isEmpty() ? Math.min(1, 1 / gradient.norm()) : 1;
        Optional<WolfeSearch.LinePoint> found =
                new WolfeSearch(1e-4, 0.9, config.trials()).search(at, direction, first);
        return found.map(point -> {
                    Vector change = point.at().gradient().minus(gradient);
                    Vector step = direction.times(point.length());
                    return new Move<>(point.at().theta(), state.with(step, change, config.memory()));
                })
                .orElseGet(() -> new Move<>(at.theta(), State.EMPTY))
                .watching(
                        "step-length", found.map(WolfeSearch.LinePoint::length).orElse(0.0));
    }
}
