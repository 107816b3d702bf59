package org.recurve.optimization.initializer;

import org.recurve.api.random.Stream;

/** A distribution with mean 0 and a given variance. */
public enum ScaledDistribution {
    /** Evenly on {@code ±√(3 · variance)}. */
    UNIFORM,
    /** Gaussian. */
    NORMAL;

    float[] draw(double variance, int size, Stream random) {
        return switch (this) {
            case UNIFORM -> DistributionDraws.uniform(0, StrictMath.sqrt(3 * variance), size, random);
            case NORMAL -> DistributionDraws.normal(0, StrictMath.sqrt(variance), size, random);
        };
    }
}
