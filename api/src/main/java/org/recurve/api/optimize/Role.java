package org.recurve.api.optimize;

/** Which examples an {@link Objective} is taken on: methods such as Hessian-free use different batches for each. */
public enum Role {
    GRADIENT,
    CURVATURE,
    EVALUATION
}
