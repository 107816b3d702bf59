package org.recurve.api.optimize;

/**
 * The loss of a batch as a function of the parameters. Every quantity is computed when first asked for and remembered
 * for the rest of the step; none of them changes the model's state.
 */
public interface Objective {
    /** The parameters at which everything here is taken. */
    Vector theta();

    Progress progress();

    /** The weighted mean of the examples' losses plus penalties. */
    double loss();

    /** {@code ∂ loss / ∂ θ}, after the clippers that the experiment names. */
    Vector gradient();

    /** {@code Jᵀ H J v}: the curvature of the loss through the linearised model; never negative for convex losses. */
    Vector gaussNewton(Vector v);

    /** {@code H v}. */
    Vector hessian(Vector v);

    /** The same batch elsewhere. */
    Objective at(Vector theta);

    /** The batch that plays another role. */
    Objective on(Role role);
}
