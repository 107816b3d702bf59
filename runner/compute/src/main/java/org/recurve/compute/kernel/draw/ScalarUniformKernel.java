package org.recurve.compute.kernel.draw;

import org.recurve.api.random.Stream;

/** The definition: element after element. */
public record ScalarUniformKernel() implements UniformKernel {
    @Override
    public void draw(Stream stream, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = stream.uniformFloat(i);
        }
    }
}
