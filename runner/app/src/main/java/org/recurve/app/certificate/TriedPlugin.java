package org.recurve.app.certificate;

import java.util.Optional;
import java.util.Set;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlReader;
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
        ProblemCollector problems = new ProblemCollector();
        SettingsBinder binder = new SettingsBinder(registry, PartNames.assigned(Set.of(), problems), problems);
        Optional<Spec<?>> spec = binder.reference(
                        provider.kind(), YamlReader.value("the settings", settings, problems), provider.id())
                .map(BoundNode::value);
        if (problems.count() > 0 || spec.isEmpty()) {
            throw new InvalidSetting("it cannot be tried with " + settings + ": "
                    + problems.all().stream().findFirst().map(Object::toString).orElse("it is not found"));
        }
        return PluginContract.of(provider.kind(), spec.get());
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
