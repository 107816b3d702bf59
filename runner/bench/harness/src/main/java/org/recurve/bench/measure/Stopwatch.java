package org.recurve.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Times an action: warms it up, then samples it until the budget is spent. */
public final class Stopwatch {
    /** A sample lasts at least this long, so that reading the clock costs nothing: short actions are repeated within it. */
    private static final double SAMPLE_NANOS = 500_000;

    private final Budget budget;
    private final LongSupplier clock;

    public Stopwatch(Budget budget, Clock clock) {
        this.budget = budget;
        this.clock = clock.start();
    }

    /** What the action takes, in milliseconds. */
    public Samples time(Runnable action) {
        int repetitions = warmUp(action);
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + budget.measured().toNanos();
        while (millis.size() < budget.samples() || System.nanoTime() < end) {
            millis.add(nanosEach(action, repetitions) / 1e6);
        }
        return new Samples(millis);
    }

    private int warmUp(Runnable action) {
        long end = System.nanoTime() + budget.warmup().toNanos();
        double fastest = Double.MAX_VALUE;
        do {
            fastest = Math.min(fastest, nanosEach(action, 1));
        } while (System.nanoTime() < end);
        return (int) Math.max(1, Math.ceil(SAMPLE_NANOS / fastest));
    }

    private double nanosEach(Runnable action, int repetitions) {
        long start = clock.getAsLong();
        for (int i = 0; i < repetitions; i++) {
            action.run();
        }
        return (double) (clock.getAsLong() - start) / repetitions;
    }
}
