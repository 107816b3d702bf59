package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * {@code gain · Q} with {@code QQᵀ = I}, or {@code QᵀQ = I} where there are more units than inputs: a random rotation,
 * each equally likely, which keeps lengths however often it is applied (Saxe, McClelland, Ganguli, <i>Exact Solutions to
 * the Nonlinear Dynamics of Learning in Deep Linear Neural Networks</i>, 2014).
 *
 * <p>Made from independent Gaussians by Gram and Schmidt's method in double, each vector twice, since once does not
 * leave it orthogonal in finite precision. A convolution's filters, flattened, are the rows of each bank.
 */
@Plugin(id = "orthogonal", version = 1, summary = "gain times a matrix with orthonormal rows (or columns, if shorter)")
public final class Orthogonal implements Initializer<Orthogonal.Config> {
    /** The settings. */
    public record Config(
            @Doc("what lengths are multiplied by") @Main @Default("1") @Above(0)
            double gain) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        Matrices matrices = Matrices.of(weights);
        boolean tall = matrices.rows() > matrices.columns();
        int vectors = tall ? matrices.columns() : matrices.rows();
        int length = tall ? matrices.rows() : matrices.columns();
        float[] values = new float[matrices.size()];
        for (int bank = 0; bank < matrices.count(); bank++) {
            double[][] basis = basis(vectors, length, random.in(bank));
            for (int i = 0; i < vectors * length; i++) {
                int row = i / matrices.columns();
                int column = i % matrices.columns();
                double q = tall ? basis[column][row] : basis[row][column];
                values[bank * vectors * length + i] = (float) (config.gain() * q);
            }
        }
        return values;
    }

    private static double[][] basis(int vectors, int length, Stream random) {
        double[][] basis = new double[vectors][length];
        for (int v = 0; v < vectors; v++) {
            for (int i = 0; i < length; i++) {
                basis[v][i] = random.normal((long) v * length + i);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < v; before++) {
                    subtract(basis[v], basis[before], dot(basis[v], basis[before]));
                }
                double norm = StrictMath.sqrt(dot(basis[v], basis[v]));
                subtract(basis[v], basis[v], 1 - 1 / norm);
            }
        }
        return basis;
    }

    private static void subtract(double[] from, double[] vector, double times) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= times * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
