package org.recurve.convolution.kernel;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * The image minus {@code a} times its Laplacian: {@code [[0, −a, 0], [−a, 1 + 4a, −a], [0, −a, 0]]}. With
 * {@code a = 1} the usual sharpening kernel with 5 in the middle, with {@code a = 2} the one with 9.
 */
@Plugin(id = "sharpen", version = 1, summary = "each kernel [[0, -a, 0], [-a, 1 + 4a, -a], [0, -a, 0]]")
public final class Sharpen implements Initializer<Sharpen.Config> {
    /** The settings. */
    public record Config(
            @Doc("a, how much of the Laplacian is taken away") @Main @Default("1") @Above(0)
            double amount) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        double amount = config.amount();
        return KernelWindows.of("sharpen", weights)
                .centred((filter, row, column) -> switch (Math.abs(row) + Math.abs(column)) {
                    case 0 -> 1 + 4 * amount;
                    case 1 -> -amount;
                    default -> 0;
                });
    }
}
