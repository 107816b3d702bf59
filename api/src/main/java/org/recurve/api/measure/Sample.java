package org.recurve.api.measure;

import org.recurve.api.model.Shape;

/**
 * An example as a metric sees it, with arrays of its own: what a metric writes into them, no other sees. An output that has an image of
 * scores for each class, [classes, height, width], with a class for each pixel as target, is given as [height, width, classes].
 *
 * @param output the model's output, row-major
 * @param shape its shape
 * @param target the example's target, row-major
 * @param steps how many steps the sequence truly has, or −1 if the output is no sequence
 */
public record Sample(float[] output, Shape shape, float[] target, int steps) {}
