package org.recurve.api.optimize;

/**
 * Moves the parameters, one step at a time, asking the objective for what it needs: SGD for a gradient, Hessian-free for
 * products with the curvature.
 *
 * @param <C> the settings: a public record nested in the provider
 * @param <S> the state: a public record nested in the provider, its components Vectors, numbers, or Optionals or lists of
 *     them
 */
public interface Optimizer<C extends Record, S extends Record> {
    /** Returns the state before the first step. {@link org.recurve.api.plugin.InvalidSetting} if these parameters are none for it. */
    S start(C config, Vector theta);

    Move<S> step(C config, S state, Objective at);

    /** Returns whether its steps ask for products with second derivatives, which not every model passes on. */
    default boolean curved() {
        return false;
    }
}
