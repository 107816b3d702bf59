package org.recurve.api.optimize;

/**
 * The loss of a batch as a function of the parameters. Every quantity is computed when first asked for and remembered
 * for the rest of the step; none of them changes the model's state.
 */
public interface Objective {
    /** Returns the parameters at which everything here is taken. */
    Vector theta();

    Progress progress();

    /** Returns the weighted mean of the examples' losses plus penalties. */
    double loss();

    /** {@code ∂ loss / ∂ θ}, after the clippers that the experiment names. */
    Vector gradient();

    /**
     * {@code Jᵀ H J v}: the curvature of the loss through the linearised model, and that of the penalties as far as it is
     * positive ({@code 2 λ v} of an l2 penalty, nothing of an l1 penalty); never negative for convex losses.
     */
    Vector gaussNewton(Vector v);

    /**
     * {@code Jᵀ H J v + μ Sᵀ S v}, {@code S} being the Jacobian of what the recurrences of the model give at every step, in
     * the mean over the examples: a curvature that also resists changes of the hidden states. The same as
     * {@code gaussNewton(v)} for a model without recurrence.
     *
     * @param structure {@code μ}, 0 or more
     */
    Vector gaussNewton(Vector v, double structure);

    /**
     * {@code Σₑ gₑ² / n}: the mean over the batch's examples of the squares, element by element, of their gradients. Penalties
     * of parameters and clippers take no part. It takes a pass for each example.
     */
    Vector squaredGradients();

    /** {@code H v} with the whole second derivative of the loss, penalties included. */
    Vector hessian(Vector v);

    /** Returns the same batch elsewhere. */
    Objective at(Vector theta);

    /** Returns the same point on the examples that play a role, as the experiment says; all of the step's if it says nothing. */
    Objective on(Role role);
}
