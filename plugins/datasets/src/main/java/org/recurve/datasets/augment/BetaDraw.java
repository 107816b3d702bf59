package org.recurve.datasets.augment;

import org.recurve.api.random.Stream;

/** Draws of the symmetric Beta distribution, as the share of one of two gamma variates. */
final class BetaDraw {
    private static final double SHAPE_OF_ONE = 1;

    private BetaDraw() {}

    static double of(double alpha, Stream random) {
        double first = logGamma(alpha, random.in(1));
        double second = logGamma(alpha, random.in(2));
        return 1 / (1 + StrictMath.exp(second - first));
    }

    /**
     * Draws the logarithm of a gamma variate (Marsaglia and Tsang, <i>A Simple Method for Generating Gamma Variables</i>, 2000), which
     * does not underflow where the variate of a small shape would.
     */
    private static double logGamma(double shape, Stream random) {
        if (shape < SHAPE_OF_ONE) {
            double more = StrictMath.log(1 - random.in("boost").uniform(0)) / shape;
            return logGamma(shape + 1, random.in("boosted")) + more;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        for (long turn = 0; ; turn++) {
            double x = random.in("normal").normal(turn);
            double v = 1 + c * x;
            if (v > 0) {
                double cube = v * v * v;
                double u = 1 - random.in("accept").uniform(turn);
                if (StrictMath.log(u) < x * x / 2 + d - d * cube + d * StrictMath.log(cube)) {
                    return StrictMath.log(d * cube);
                }
            }
        }
    }
}
