package org.recurve.api.model;

import java.util.Optional;
import org.recurve.api.plugin.Spec;

/**
 * A layer in its place in a model.
 *
 * @param name its name, unique among its neighbours: given, or id and ordinal ({@code conv1})
 * @param layer the plugin and its settings
 * @param frozen whether its parameters keep their initial values
 * @param tie the part whose parameters it uses instead of its own
 */
public record Part(String name, Spec<Layer<?>> layer, boolean frozen, Optional<String> tie) {
    public Part(String name, Spec<Layer<?>> layer) {
        this(name, layer, false, Optional.empty());
    }
}
