package org.recurve.app.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Layer;
import org.recurve.app.binding.Setting;
import org.recurve.app.plugins.Kind;
import org.recurve.app.plugins.Provider;
import org.recurve.app.plugins.Registry;
import org.recurve.app.yaml.Node.Reference;

/** Finds the plugin that could stand where another one stands. */
record Kinds(Registry registry) {
    /** What a layer declares to be put in its place when it is removed, if it does. */
    Optional<String> neutral(Reference old) {
        return old.part()
                .flatMap(_ -> registry.find(Kind.LAYER, old.id()))
                .flatMap(found -> found.plugin() instanceof Layer<?> layer ? layer.neutral() : Optional.empty());
    }

    /** The settings of the plugin {@code id} of the same kind as {@code old}; none if there is no such plugin. */
    List<String> settings(Reference old, String id) {
        return Arrays.stream(Kind.values())
                .filter(kind -> old.part().isEmpty() || kind == Kind.LAYER)
                .filter(kind -> registry.find(kind, old.id()).isPresent())
                .flatMap(kind -> registry.find(kind, id).stream())
                .findFirst()
                .map(Provider::config)
                .map(Setting::names)
                .orElse(List.of());
    }
}
