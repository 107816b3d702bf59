package org.recurve.engine.spec;

import java.util.List;
import java.util.Map;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Role;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.Penalty;

/**
 * How the parameters are moved.
 *
 * @param clippers applied to each gradient in this order
 * @param penalties what parameters add to the loss
 * @param constraints applied in this order to the parameters after each step
 * @param epochs passes over the training split, at least 1
 * @param batch examples of one step, at least 1; the last step of an epoch takes what is left
 * @param roles how many of a step's examples play which role, where not all do; see {@link org.recurve.compute.Roles}
 */
public record Training(
        Spec<Optimizer<?, ?>> optimizer,
        List<Spec<Clipper<?>>> clippers,
        List<Penalty> penalties,
        List<Constrained> constraints,
        int epochs,
        int batch,
        Map<Role, Integer> roles) {
    public Training {
        clippers = List.copyOf(clippers);
        penalties = List.copyOf(penalties);
        constraints = List.copyOf(constraints);
        roles = Map.copyOf(roles);
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "training needs at least one epoch and one example a batch, not " + epochs + " and " + batch);
        }
    }

    /** A training with neither penalties nor constraints. */
    public Training(Spec<Optimizer<?, ?>> optimizer, List<Spec<Clipper<?>>> clippers, int epochs, int batch) {
        this(optimizer, clippers, List.of(), List.of(), epochs, batch, Map.of());
    }
}
