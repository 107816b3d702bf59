package org.recurve.bench.measure;

import java.time.Duration;

/**
 * How long one case is run.
 *
 * @param warmup time before the first sample, for compilers, caches and allocators to settle
 * @param measured time spent on samples
 * @param samples the least number of samples, even if that takes longer
 */
public record Budget(Duration warmup, Duration measured, int samples) {

    /** Reads the system properties {@code bench.warmup} and {@code bench.measured} (seconds) and {@code bench.samples}. */
    public static Budget fromProperties() {
        return new Budget(
                seconds("bench.warmup", 1.0), seconds("bench.measured", 2.0), Integer.getInteger("bench.samples", 20));
    }

    private static Duration seconds(String property, double otherwise) {
        double value = Double.parseDouble(System.getProperty(property, Double.toString(otherwise)));
        return Duration.ofNanos((long) (value * 1e9));
    }
}
