package org.recurve.api.model;

import java.util.Optional;

/**
 * Says what one step of a recurrence does for one example; how steps are wired is a layer's business.
 *
 * @param <C> the settings: a public record nested in the provider
 * @param <S> the state: a public record nested in the provider, its components Values, Records of the same kind, or Lists of these
 */
public interface Cell<C extends Record, S extends Record> {
    /** Returns the state before the first step. */
    S start(C config, Scope scope);

    /** Takes one step: from the input and the state to the output and the next state. */
    Step<S> step(C config, Scope scope, Value x, S state);

    /** Returns what bounds gradients through time, for a cell whose only state is {@code h(t) = f(… + W h(t−1))}; empty for others. */
    default Optional<Contraction> contraction(C config) {
        return Optional.empty();
    }
}
