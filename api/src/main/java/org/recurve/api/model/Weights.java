package org.recurve.api.model;

/**
 * A parameter to be initialised.
 *
 * @param shape its extents
 * @param fanIn how many inputs one unit sums
 * @param fanOut how many units one input reaches
 */
public record Weights(Shape shape, int fanIn, int fanOut) {}
