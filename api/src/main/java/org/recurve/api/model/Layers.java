package org.recurve.api.model;

import java.util.List;

/** Layers one after another; the type of a composite layer's setting that holds layers. */
public record Layers(List<Part> parts) {
    public Layers {
        parts = List.copyOf(parts);
    }
}
