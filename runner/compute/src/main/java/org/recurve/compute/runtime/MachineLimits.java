package org.recurve.compute.runtime;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.recurve.compute.arithmetic.FusedMultiplyAdd;
import org.recurve.compute.arithmetic.HardwareFeatures;

/**
 * The speed of one thread of this machine that no program passes.
 *
 * @param flopsPerNano multiply-adds between registers, each two operations
 * @param bytesPerNano read and written while copying, by the bytes of both arrays: what caches and memory carry
 */
public record MachineLimits(double flopsPerNano, SortedMap<Long, Double> bytesPerNano) {
    private static final long WINDOW = 5_000_000;
    private static final long SAME = 50_000_000;
    private static final long SAME_COMPILED = 300_000_000;
    /** Operations of vectors in a nanosecond that every machine passes once they are compiled, and none before. */
    private static final double COMPILED = 8;

    private static final long LONGEST = 5_000_000_000L;
    private static final double FASTER = 1.03;
    private static final int STEPS = 10_000;
    /** Bytes of the two arrays of a copy, from what first-level caches hold to memory. */
    private static final long[] SIZES = {1 << 14, 1 << 17, 1 << 19, 1 << 20, 1 << 22, 1 << 24, 1 << 26};

    public MachineLimits {
        bytesPerNano = Collections.unmodifiableSortedMap(new TreeMap<>(bytesPerNano));
    }

    /** Measures them, for a second or two. */
    public static MachineLimits measure() {
        boolean vector = HardwareFeatures.here().vector();
        IntToDoubleFunction chains = vector ? VectorChains::flops : MachineLimits::flops;
        TreeMap<Long, Double> copied = new TreeMap<>();
        for (long size : SIZES) {
            float[] from = new float[(int) (size / 2 / Float.BYTES)];
            float[] to = new float[from.length];
            double rate = fastest(
                    _ -> {
                        System.arraycopy(from, 0, to, 0, from.length);
                        return size;
                    },
                    SAME,
                    0);
            // What is carried of more bytes is of fewer, too, whatever else the machine did meanwhile.
            copied.replaceAll((_, before) -> Math.max(before, rate));
            copied.put(size, rate);
        }
        return new MachineLimits(fastest(chains, SAME_COMPILED, vector ? COMPILED : 0), copied);
    }

    /**
     * Returns the most that {@code work} does in a nanosecond, once it has got no faster for some time: code that is not compiled yet is
     * slower by far. It returns how much it did.
     *
     * @param least that compiled code does in a nanosecond on any machine
     */
    private static double fastest(IntToDoubleFunction work, long same, double least) {
        double most = 0;
        long begin = System.nanoTime();
        long since = begin;
        while ((System.nanoTime() - since < same || most < least) && System.nanoTime() - begin < LONGEST) {
            long before = System.nanoTime();
            double done = 0;
            do {
                done += work.applyAsDouble(STEPS);
            } while (System.nanoTime() - before < WINDOW);
            double rate = done / (System.nanoTime() - before);
            if (rate > most * FASTER) {
                since = System.nanoTime();
            }
            most = Math.max(most, rate);
        }
        return most;
    }

    private static double flops(int steps) {
        float a = 1;
        float b = 2;
        float c = 3;
        float d = 4;
        for (int i = 0; i < steps; i++) {
            a = FusedMultiplyAdd.fma(a, 0.5f, 1);
            b = FusedMultiplyAdd.fma(b, 0.5f, 1);
            c = FusedMultiplyAdd.fma(c, 0.5f, 1);
            d = FusedMultiplyAdd.fma(d, 0.5f, 1);
        }
        return done(8.0 * steps, a + b + c + d);
    }

    /** Returns the operations done, in a way that needs their result. */
    static double done(double flops, float result) {
        return Float.isNaN(result) ? 0 : flops;
    }

    /**
     * Returns the least nanoseconds of some work.
     *
     * @param bytes that it reads and writes
     * @param reach bytes of what it passes over, which may be more than once
     */
    public double nanos(long flops, long bytes, long reach) {
        SortedMap<Long, Double> holding = bytesPerNano.tailMap(reach);
        double rate = holding.isEmpty()
                ? bytesPerNano.sequencedValues().getLast()
                : holding.sequencedValues().getFirst();
        return Math.max(flops / flopsPerNano, bytes / rate);
    }

    /** Returns {@code 110 GFLOP/s of multiply-adds and 177 to 36 GB/s of copying}. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%.0f GFLOP/s of multiply-adds and %.0f to %.0f GB/s of copying",
                flopsPerNano,
                bytesPerNano.sequencedValues().getFirst(),
                bytesPerNano.sequencedValues().getLast());
    }
}
