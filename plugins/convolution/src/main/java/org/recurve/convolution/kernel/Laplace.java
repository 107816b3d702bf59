package org.recurve.convolution.kernel;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * The Laplacian {@code ∂²/∂x² + ∂²/∂y²} by differences, which finds edges in all directions alike: among 4 neighbours
 * {@code [[0, 1, 0], [1, −4, 1], [0, 1, 0]]}, among 8 {@code [[1, 1, 1], [1, −8, 1], [1, 1, 1]]}.
 */
@Plugin(id = "laplace", version = 1, summary = "each kernel the sum of the neighbours minus as often the middle")
public final class Laplace implements Initializer<Laplace.Config> {
    /** The settings. */
    public record Config(
            @Doc("whether the neighbours at the corners count too (8 of them, else 4)") @Main @Default("false")
            boolean corners) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        double corner = config.corners() ? 1 : 0;
        return KernelWindows.of("laplace", weights)
                .centred((filter, row, column) -> switch (Math.abs(row) + Math.abs(column)) {
                    case 0 -> -4 - 4 * corner;
                    case 1 -> 1;
                    default -> corner;
                });
    }
}
