package org.recurve.api.model;

import java.util.Optional;

/**
 * Turns one value of an example into another: the forward pass, for one example, and nothing else.
 *
 * <p>Gradients, batching, parameters' storage, documentation and YAML schema come from the framework. The provider is
 * stateless; what it remembers it declares in the {@link Scope}.
 *
 * @param <C> the settings: a public record nested in the provider
 */
public interface Layer<C extends Record> {
    Value forward(C config, Scope scope, Value x);

    /**
     * Returns the id of a layer that a study puts in this one's place when it removes it, with the settings that both have: one of the
     * same output shape, without what makes this one special. Empty if nothing needs to be there.
     */
    default Optional<String> neutral() {
        return Optional.empty();
    }
}
