package org.recurve.convolution.kernel;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Sobel's gradient: the first, third, … filter is the slope from left to right,
 * {@code [[−1, 0, 1], [−2, 0, 2], [−1, 0, 1]]}, which finds upright edges; the second, fourth, … the slope from top to
 * bottom, its transpose (Sobel and Feldman 1968).
 */
@Plugin(id = "sobel", version = 1, summary = "kernels in turn the slope along the columns and along the rows")
public final class Sobel implements Initializer<NoConfig> {
    @Override
    public float[] draw(NoConfig config, Weights weights, Stream random) {
        return KernelWindows.of("sobel", weights)
                .centred((filter, row, column) ->
                        filter % 2 == 0 ? column * (2 - Math.abs(row)) : row * (2 - Math.abs(column)));
    }
}
