package org.recurve.compute.kernel.draw;

import org.recurve.api.random.Stream;

/** Draws the first elements of a stream. */
public sealed interface UniformKernel permits ScalarUniformKernel, VectorUniformKernel {
    /** {@code to[at + i] = stream.uniformFloat(i)} for i below n. */
    void draw(Stream stream, float[] to, int at, int n);
}
