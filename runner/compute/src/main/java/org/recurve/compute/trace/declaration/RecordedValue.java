package org.recurve.compute.trace.declaration;

import org.recurve.api.model.Shape;
import org.recurve.compute.ir.Node;

/** Holds what a plugin wants to be shown of an example. */
public record RecordedValue(Node node, Shape shape) {
    /** Returns whether it is one value for each example, and not one for all. */
    public boolean isOfExample() {
        return !node.shared() && node.rows() == shape.size();
    }
}
