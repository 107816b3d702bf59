package org.recurve.regularization;

import java.util.function.Predicate;
import org.recurve.api.optimize.Constraint;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * The max-norm constraint, {@code ‖wᵤ‖ ≤ c} for the incoming weights of each unit or filter {@code u}: where they are
 * longer, {@code wᵤ ← c / ‖wᵤ‖ · wᵤ} after the step (Srebro and Shraibman, <i>Rank, Trace-Norm and Max-Norm</i>, 2005;
 * with dropout, Srivastava et al., 2014, who take {@code c} from 3 to 4).
 */
@Plugin(id = "max-norm", version = 1, summary = "where |w| of a unit is above the norm, w is shortened to it")
public final class MaxNorm implements Constraint<MaxNorm.Config> {
    /** The settings. */
    public record Config(
            @Doc("c, the greatest length of a unit's incoming weights") @Main @Above(0)
            double norm) {}

    @Override
    public Vector project(Config config, Vector theta, Predicate<Segment> constrained) {
        return theta.scaleUnits(unit -> {
            double norm = constrained.test(unit) ? theta.norm(unit) : 0;
            return norm > config.norm() ? config.norm() / norm : 1;
        });
    }
}
