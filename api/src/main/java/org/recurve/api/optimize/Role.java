package org.recurve.api.optimize;

/** Says which examples an {@link Objective} is taken on: methods such as Hessian-free use different batches for each. */
public enum Role {
    GRADIENT,
    CURVATURE,
    EVALUATION
}
