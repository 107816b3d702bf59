package org.recurve.optimization.optimizer;

import org.recurve.api.optimize.Vector;

/**
 * Running means of gradients and of their squares, both 0 at first and therefore too small by {@code 1 − βᵗ}.
 *
 * @param steps how many gradients they have seen, {@code t}
 */
record Moments(Vector mean, Vector square, long steps) {
    Moments with(Vector gradient, double beta1, double beta2) {
        return new Moments(
                mean.times(beta1).plus(gradient.times(1 - beta1)),
                square.times(beta2).plus(gradient.square().times(1 - beta2)),
                steps + 1);
    }

    /** {@code m̂ / (√v̂ + ε)} with both means made unbiased. */
    Vector direction(double beta1, double beta2, double epsilon) {
        Vector unbiased = mean.times(1 / (1 - StrictMath.pow(beta1, steps)));
        Vector spread = square.times(1 / (1 - StrictMath.pow(beta2, steps))).sqrt();
        return unbiased.dividedBy(spread.plus(epsilon));
    }
}
