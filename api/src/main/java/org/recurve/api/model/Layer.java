package org.recurve.api.model;

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
}
