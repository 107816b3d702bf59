package org.recurve.api.optimize;

import org.recurve.api.model.Shape;

/** A named parameter inside a {@link Vector}: its elements are {@code [offset, offset + shape.size())}. */
public record Segment(String name, Shape shape, int offset) {}
