package org.recurve.api.plugin;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

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
    /** Returns the provider's id, for messages and for the stored configuration. */
    public String id() {
        return annotation().id();
    }

    /** Returns the version of the provider's numbers under these settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public int version() {
        return plugin instanceof VersionedSettings<?> versioned
                ? call("version", () -> ((VersionedSettings<Record>) versioned).version(config))
                : annotation().version();
    }

    /**
     * Returns the same with settings that give the numbers of an earlier version, if the provider knows how; else itself.
     *
     * @param earlier a version of the provider
     */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public Spec<P> asOf(int earlier) {
        return plugin instanceof VersionedSettings<?> versioned && earlier < version()
                ? new Spec<>(plugin, call("asOf", () -> ((VersionedSettings<Record>) versioned).asOf(earlier, config)))
                : this;
    }

    /** Returns what messages call the plugin: {@code the data set numbers, in my.jar}. */
    public String named() {
        return PluginFailure.named(this);
    }

    /**
     * Calls the plugin, by all who do. What it throws, and a result of {@code null}, ends in a {@link PluginFailure} that
     * names it; an {@link InvalidSetting} passes, as does what the framework itself objects to while the plugin calls it.
     *
     * @param method the name of the method that is called
     */
    public <T> T call(String method, Supplier<T> call) {
        T result;
        try {
            result = call.get();
        } catch (InvalidSetting | PluginFailure | OutOfMemoryError known) {
            throw known;
        } catch (RuntimeException | Error thrown) {
            if (isObjection(thrown)) {
                throw PluginFailure.objection(this, thrown);
            }
            throw PluginFailure.thrown(this, method, thrown);
        }
        if (result == null) {
            throw PluginFailure.result(this, method, "returned null");
        }
        return result;
    }

    /** Returns a failure of the plugin in what one of its methods gave, as in {@code returned 3 numbers for a parameter of 4}. */
    public PluginFailure failure(String method, String what) {
        return PluginFailure.result(this, method, what);
    }

    /** Returns an argument that was refused by the framework, or by a plugin of its own, and not by the JDK or a stranger's code. */
    private static boolean isObjection(Throwable thrown) {
        return (thrown instanceof IllegalArgumentException || thrown instanceof UnsupportedOperationException)
                && Arrays.stream(thrown.getStackTrace())
                        .filter(frame -> !frame.getClassName().startsWith("java.")
                                && !frame.getClassName().startsWith("jdk."))
                        .findFirst()
                        .filter(frame -> frame.getClassName().startsWith("org.recurve.")
                                && Objects.equals(
                                        frame.getClassLoaderName(),
                                        Spec.class.getClassLoader().getName()))
                        .isPresent();
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
