package org.recurve.optimization.initializer;

import org.recurve.api.random.Stream;

/** Independent draws, each computed in double and rounded to float once. */
final class DistributionDraws {
    private DistributionDraws() {}

    static float[] uniform(double centre, double reach, int size, Stream random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (centre + reach * (2 * random.uniform(i) - 1));
        }
        return values;
    }

    static float[] normal(double mean, double deviation, int size, Stream random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (mean + deviation * random.normal(i));
        }
        return values;
    }
}
