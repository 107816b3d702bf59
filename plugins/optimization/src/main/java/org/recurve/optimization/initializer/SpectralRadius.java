package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/**
 * Another initialiser's square matrix, scaled so that its largest eigenvalue has a given absolute value: below 1 a
 * recurrence forgets, above 1 it may explode (Jaeger, <i>The Echo State Approach</i>, 2001; Pascanu, Mikolov, Bengio
 * 2013 begin with 0.95 on a sparse matrix).
 */
@Plugin(id = "spectral-radius", version = 1, summary = "another draw, scaled to max |eigenvalue| = radius")
public final class SpectralRadius implements Initializer<SpectralRadius.Config> {
    /** The settings. */
    public record Config(
            @Doc("the largest absolute value of an eigenvalue") @Main @Above(0)
            double radius,

            @Doc("draws the matrix to be scaled") @Default("{normal: 1}")
            Spec<Initializer<?>> of) {}

    @Override
    public float[] draw(Config config, Weights of, Stream random) {
        Matrices matrices = Matrices.of(of);
        if (matrices.rows() != matrices.columns()) {
            throw new InvalidSetting("spectral-radius needs a square matrix, such as a recurrence from hidden units to"
                    + " hidden units, for only that has eigenvalues; this parameter is " + of.shape());
        }
        float[] values = draw(config.of(), of, random);
        int size = matrices.rows() * matrices.columns();
        for (int bank = 0; bank < matrices.count(); bank++) {
            SquareMatrix squareMatrix = SquareMatrix.of(values, bank * size, matrices.rows());
            double radius = squareMatrix.spectralRadius();
            if (radius == 0) {
                throw new InvalidSetting(
                        "spectral-radius cannot scale what " + config.of().id()
                                + " drew, for all its eigenvalues are 0; let another initialiser draw the matrix");
            }
            for (int i = 0; i < size; i++) {
                values[bank * size + i] *= (float) (config.radius() / radius);
            }
        }
        return values;
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static float[] draw(Spec<Initializer<?>> spec, Weights of, Stream random) {
        return spec.call("draw", () -> ((Initializer<Record>) spec.plugin()).draw(spec.config(), of, random));
    }
}
