package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * A matrix that begins as {@code gain · I}, so that a recurrence of rectifiers begins by remembering (Le, Jaitly,
 * Hinton, <i>A Simple Way to Initialize Recurrent Networks of Rectified Linear Units</i>, 2015). A convolution begins by
 * copying: filter {@code i} has the gain at the middle of its window on channel {@code i}, before the middle if that
 * falls between two taps.
 */
@Plugin(id = "identity", version = 1, summary = "gain where unit = input (in the middle of a window), 0 elsewhere")
public final class IdentityInitializer implements Initializer<IdentityInitializer.Config> {
    /** The settings. */
    public record Config(
            @Doc("the diagonal's value") @Main @Default("1") double gain) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        Matrices matrices = Matrices.of(weights);
        int middle = middle(weights.shape());
        float[] values = new float[matrices.size()];
        for (int bank = 0; bank < matrices.count(); bank++) {
            for (int unit = 0; unit < matrices.rows(); unit++) {
                int column = unit * matrices.taps() + middle;
                if (column < matrices.columns()) {
                    values[(bank * matrices.rows() + unit) * matrices.columns() + column] = (float) config.gain();
                }
            }
        }
        return values;
    }

    /** Returns the tap in the middle of the window; 0 without one. */
    private static int middle(Shape shape) {
        int tap = 0;
        for (int axis = 3; axis < shape.rank(); axis++) {
            tap = tap * shape.dim(axis) + (shape.dim(axis) - 1) / 2;
        }
        return tap;
    }
}
