package org.recurve.compute.link;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;

/** Prints GFLOP/s of the linear operation in each role, on one thread; run it pinned to a core. */
public final class LinkTimings {
    private static final LinkKernel KERNEL = new VectorLinkKernel();

    private LinkTimings() {}

    public static void main(String[] args) {
        String only = args.length > 0 ? args[0] : "";
        for (int round = 0; round < 2; round++) {
            layer(only, "conv1", conv(1, 20, 28));
            layer(only, "conv2", conv(20, 50, 12));
            layer(only, "xconv", conv(50, 20, 12));
            layer(only, "xdense", Geometry.dense(256, 256));
            layer(only, "dense", Geometry.dense(800, 500));
            layer(only, "same3x3", Geometry.of(
                    new Convolution(
                            64,
                            new Windowing(
                                    Extents.of(3), Extents.of(1), org.recurve.api.model.Padding.SAME, Extents.of(1))),
                    Shape.of(64, 14, 14)));
            layer(only, "steps", Geometry.dense(128, 512).repeated(50));
            for (int n = 64; n <= 1024; n *= 2) {
                products(only, n);
            }
        }
    }

    private static Geometry conv(int channels, int filters, int side) {
        return Geometry.of(
                new Convolution(filters, Windowing.of(Extents.of(5))), Shape.of(channels, side, side));
    }

    private static void layer(String only, String name, Geometry g) {
        if (!name.startsWith(only)) return;
        for (Role role : Role.values()) {
            row(name + " " + role, new int[] {16, 32, 64, 256}, n -> time(g, role, n));
        }
    }

    private static void products(String only, int n) {
        if (!("product" + n).startsWith(only)) return;
        row("product " + n, new int[] {n}, unused -> time(Geometry.dense(n, n), Role.OUTPUT, n));
    }

    private static void row(String name, int[] batches, IntFunction<Double> rate) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-16s", name));
        for (int n : batches) {
            row.append(String.format(Locale.ROOT, "  %4d: %6.1f", n, rate.apply(n)));
        }
        System.out.println(row);
    }

    private static double time(Geometry g, Role role, int examples) {
        int blocks = Layout.blocks(examples);
        Span w = random(g.parameters());
        Span x = random(blocks * g.inputRows() * Layout.LANES);
        Span y = random(blocks * g.outputRows() * Layout.LANES);
        Runnable run = work(g, role, w, x, y, examples);
        double flops = (double) g.flops() * examples;
        int calls = (int) Math.max(1, 2e8 / flops);
        double[] seconds = new double[15];
        for (int i = 0; i < seconds.length; i++) {
            long begin = System.nanoTime();
            for (int call = 0; call < calls; call++) {
                run.run();
            }
            seconds[i] = (System.nanoTime() - begin) * 1e-9 / calls;
        }
        Arrays.sort(seconds);
        return flops / seconds[2] * 1e-9;
    }

    private static Runnable work(Geometry g, Role role, Span w, Span x, Span y, int examples) {
        int blocks = Layout.blocks(examples);
        if (role == Role.WEIGHT) {
            WeightTable table = WeightTable.of(g);
            Scratch scratch = new Scratch();
            return () -> KERNEL.weights(table, x, y, w, examples, Share.ALL, scratch);
        }
        ChainTable table = ChainTable.of(g, role);
        Scratch scratch = new Scratch();
        Span source = role == Role.OUTPUT ? x : y;
        Span target = role == Role.OUTPUT ? y : x;
        return () -> KERNEL.chains(table, w, source, Start.ZERO, target, 0, blocks, Share.ALL, scratch);
    }

    /** Behind so many floats that an array of at least a heap region begins on a cache line. */
    private static final int AT = Integer.getInteger("at", 12);

    private static Span random(int size) {
        var random = new java.util.SplittableRandom(size);
        float[] values = new float[Math.max(AT + size, 1 << 20)];
        for (int i = 0; i < size; i++) {
            values[AT + i] = (float) random.nextDouble(-1, 1);
        }
        return new Span(values, AT);
    }
}
