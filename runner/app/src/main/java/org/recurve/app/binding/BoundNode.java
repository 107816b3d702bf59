package org.recurve.app.binding;

import org.recurve.app.yaml.YamlNode;

/**
 * A node that was understood.
 *
 * @param normal the same with every default filled in, every plugin and part named; binding it again changes nothing
 * @param value what it means
 */
public record BoundNode<T>(YamlNode normal, T value) {}
