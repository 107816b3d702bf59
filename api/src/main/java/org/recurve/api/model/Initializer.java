package org.recurve.api.model;

import org.recurve.api.random.Stream;

/** Draws the values a parameter begins with. */
public interface Initializer<C extends Record> {
    /**
     * Returns the elements of a parameter in row-major order.
     *
     * @param random keyed by the parameter's name, so that no other part of the model moves these draws
     */
    float[] draw(C config, Weights weights, Stream random);
}
