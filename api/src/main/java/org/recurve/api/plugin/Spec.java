package org.recurve.api.plugin;

/**
 * A plugin together with its settings: what {@code {sgd: {learning-rate: 0.1}}} means once the names are resolved.
 *
 * <p>A config record that has a plugin among its settings declares a component {@code Spec<Pooling<?>>},
 * {@code Spec<Activation<?>>} and so on; {@link org.recurve.api.plugin.Default} gives the plugin reference as in YAML.
 *
 * @param plugin the provider
 * @param config its settings: an instance of the provider's own config record
 * @param <P> the service interface
 */
public record Spec<P>(P plugin, Record config) {
    /** The provider's id, for messages and for the stored configuration. */
    public String id() {
        return annotation().id();
    }

    public int version() {
        return annotation().version();
    }

    private Plugin annotation() {
        Plugin annotation = plugin.getClass().getAnnotation(Plugin.class);
        if (annotation == null) {
            throw new IllegalStateException(plugin.getClass().getName() + " has no @Plugin annotation; add one with"
                    + " an id, a version and a summary");
        }
        return annotation;
    }
}
