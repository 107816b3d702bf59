package org.recurve.example;

import java.util.function.Predicate;
import org.recurve.api.optimize.Constraint;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Keeps each parameter inside a ball: where {@code ‖w‖ > r}, {@code w ← r / ‖w‖ · w} after the step, which is the nearest
 * point of the ball. Parameters that the constraint is not for stay as they are.
 */
@Plugin(id = "example-parameter-norm", version = 1, summary = "a parameter longer than the radius is shortened to it")
public final class ParameterNorm implements Constraint<ParameterNorm.Config> {
    /** The settings. */
    public record Config(
            @Doc("r, the greatest norm of a parameter") @Main @Above(0)
            double radius) {}

    @Override
    public Vector project(Config config, Vector theta, Predicate<Segment> constrained) {
        return theta.scale(segment -> {
            double norm = constrained.test(segment) ? theta.norm(segment) : 0;
            return norm > config.radius() ? config.radius() / norm : 1;
        });
    }
}
