package org.recurve.app.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.model.Layer;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlReader;

/** Finds the plugin that could stand where another one stands. */
public record PluginPositions(PluginRegistry registry) {
    /** Returns what a layer declares to be put in its place when it is removed, if it does. */
    public Optional<String> neutral(ReferenceNode old) {
        return old.part()
                .flatMap(part -> registry.find(PluginKind.LAYER, old.id())
                        .flatMap(found -> found.plugin() instanceof Layer<?> layer
                                ? neutral(layer, part.name(), old.place())
                                : Optional.empty()));
    }

    private static Optional<String> neutral(Layer<?> layer, String part, SourcePosition place) {
        try {
            return new Spec<>(layer, new NoConfig()).call("neutral", layer::neutral);
        } catch (PluginFailure failure) {
            throw new BrokenPlugin(Problem.at(place, part, String.valueOf(failure.getMessage())), failure);
        }
    }

    /** Returns the settings of the plugin {@code id} of the same kind as {@code old}; none if there is no such plugin. */
    public List<String> settings(ReferenceNode old, String id) {
        return pair(old, id)
                .map(pair -> ConfigSetting.names(pair.other().config()))
                .orElse(List.of());
    }

    /**
     * Returns whether a setting of {@code old} has its default, which the setting of this name of the plugin {@code id} cannot have:
     * nobody wrote it, so it stands in nobody's way.
     */
    public boolean isForeignDefault(ReferenceNode old, String id, MappingEntry entry) {
        return pair(old, id)
                .filter(pair -> normal(pair.other(), entry.key(), entry.value()).isEmpty())
                .flatMap(pair -> fallback(pair.old(), entry.key()))
                .filter(node -> node.plain().equals(entry.value().plain()))
                .isPresent();
    }

    private Optional<YamlNode> fallback(PluginProvider provider, String name) {
        return setting(provider, name)
                .flatMap(ConfigSetting::fallback)
                .flatMap(text -> normal(
                        provider, name, YamlReader.value("the default of " + name, text, new ProblemCollector())));
    }

    /** Returns a value in the setting's normal form; empty if it cannot have it. */
    private Optional<YamlNode> normal(PluginProvider provider, String name, YamlNode value) {
        ProblemCollector unsaid = new ProblemCollector();
        SettingsBinder binder = new SettingsBinder(registry, PartNames.assigned(Set.of(), unsaid), unsaid);
        return setting(provider, name).flatMap(setting -> binder.setting(setting, value));
    }

    private static Optional<ConfigSetting> setting(PluginProvider provider, String name) {
        return ConfigSetting.of(provider.config()).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    /** A plugin and another one of its kind. */
    private record Pair(PluginProvider old, PluginProvider other) {}

    private Optional<Pair> pair(ReferenceNode old, String id) {
        return Arrays.stream(PluginKind.values())
                .filter(kind -> old.part().isEmpty() || kind == PluginKind.LAYER)
                .flatMap(kind -> registry.find(kind, old.id()).stream()
                        .flatMap(own -> registry.find(kind, id).stream().map(other -> new Pair(own, other))))
                .findFirst();
    }
}
