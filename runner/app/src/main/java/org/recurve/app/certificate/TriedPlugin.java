package org.recurve.app.certificate;

import java.util.Optional;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.app.language.SampleSettings;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.identity.Sha256Digest;
import org.recurve.testkit.Contract;

/**
 * A plugin with the settings that it is tried with.
 *
 * @param settings a reference as a file has it: {@code {gated: {units: 3}}}
 */
record TriedPlugin(PluginProvider provider, String settings) {
    /** Returns the plugin with made-up values for what it asks for. */
    static TriedPlugin of(PluginProvider provider, PluginRegistry registry) {
        return new TriedPlugin(provider, new SampleSettings(registry).reference(provider));
    }

    /** Returns its contract; throws {@link InvalidSetting} that says why there is none. */
    Contract contract(PluginRegistry registry) {
        return PluginContract.of(provider.kind(), new SampleSettings(registry).spec(provider, settings));
    }

    /** Returns a digest of what it computes on fixed examples; empty if it computes nothing by itself. */
    static Optional<String> digest(Contract contract) {
        return contract.numbers().map(numbers -> {
            Sha256Digest digest = new Sha256Digest();
            for (double number : numbers.get()) {
                digest.add(Double.doubleToLongBits(number));
            }
            return digest.finish();
        });
    }
}
