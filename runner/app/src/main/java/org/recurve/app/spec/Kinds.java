package org.recurve.app.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.model.Layer;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.Binder;
import org.recurve.app.binding.Names;
import org.recurve.app.binding.Setting;
import org.recurve.app.plugins.Kind;
import org.recurve.app.plugins.Provider;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.YamlReader;

/** Finds the plugin that could stand where another one stands. */
record Kinds(Registry registry) {
    /** What a layer declares to be put in its place when it is removed, if it does. */
    Optional<String> neutral(Reference old) {
        return old.part()
                .flatMap(_ -> registry.find(Kind.LAYER, old.id()))
                .flatMap(found -> found.plugin() instanceof Layer<?> layer
                        ? new Spec<>(layer, new NoConfig()).call("neutral", layer::neutral)
                        : Optional.empty());
    }

    /** The settings of the plugin {@code id} of the same kind as {@code old}; none if there is no such plugin. */
    List<String> settings(Reference old, String id) {
        return pair(old, id).map(pair -> Setting.names(pair.other().config())).orElse(List.of());
    }

    /**
     * Whether a setting of {@code old} has its default, which the setting of this name of the plugin {@code id} cannot have:
     * nobody wrote it, so it stands in nobody's way.
     */
    boolean isForeignDefault(Reference old, String id, Entry entry) {
        return pair(old, id)
                .filter(pair -> normal(pair.other(), entry.key(), entry.value()).isEmpty())
                .flatMap(pair -> fallback(pair.old(), entry.key()))
                .filter(node -> node.plain().equals(entry.value().plain()))
                .isPresent();
    }

    private Optional<Node> fallback(Provider provider, String name) {
        return setting(provider, name)
                .flatMap(Setting::fallback)
                .flatMap(text ->
                        normal(provider, name, YamlReader.value("the default of " + name, text, new Problems())));
    }

    /** A value in the setting's normal form; empty if it cannot have it. */
    private Optional<Node> normal(Provider provider, String name, Node value) {
        Problems unsaid = new Problems();
        Binder binder = new Binder(registry, Names.assigned(Set.of(), unsaid), unsaid);
        return setting(provider, name).flatMap(setting -> binder.setting(setting, value));
    }

    private static Optional<Setting> setting(Provider provider, String name) {
        return Setting.of(provider.config()).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    /** A plugin and another one of its kind. */
    private record Pair(Provider old, Provider other) {}

    private Optional<Pair> pair(Reference old, String id) {
        return Arrays.stream(Kind.values())
                .filter(kind -> old.part().isEmpty() || kind == Kind.LAYER)
                .flatMap(kind -> registry.find(kind, old.id()).stream()
                        .flatMap(own -> registry.find(kind, id).stream().map(other -> new Pair(own, other))))
                .findFirst();
    }
}
