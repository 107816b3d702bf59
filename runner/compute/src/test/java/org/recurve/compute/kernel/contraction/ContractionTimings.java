package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;

/**
 * Prints GFLOP/s of the linear operation, on one thread: each role of some layers at several batches, and matrix products.
 * Pin it to an idle core; an argument picks the rows that begin with it. Each number is the best of many short runs.
 */
public final class ContractionTimings {
    private static final ContractionKernel KERNEL = new VectorContractionKernel();
    private static final double FLOPS_OF_A_RUN = 4e7;
    private static final int RUNS = 80;

    private ContractionTimings() {}

    public static void main(String[] args) {
        String only = args.length > 0 ? args[0] : "";
        Map<String, ContractionSpec> layers = new TreeMap<>(Map.of(
                "conv1", convolution(1, 20, 28, 5, Padding.VALID),
                "conv2", convolution(20, 50, 12, 5, Padding.VALID),
                "padded", convolution(64, 64, 14, 3, Padding.SAME),
                "dense", ContractionSpec.dense(800, 500),
                "steps", ContractionSpec.dense(128, 512).repeated(50)));
        // The first round is warm-up: kernels are compiled and profiles have seen all shapes.
        for (String round : new String[] {"warm-up", "measured"}) {
            System.out.println(round);
            layers.forEach((name, spec) -> {
                for (ContractionOperand operand : ContractionOperand.values()) {
                    row(only, name + " " + operand, spec, operand, 16, 32, 64, 256);
                }
            });
            for (int n = 64; n <= 1024; n *= 2) {
                row(only, "product", ContractionSpec.dense(n, n), ContractionOperand.OUTPUT, n);
            }
        }
    }

    private static ContractionSpec convolution(int channels, int filters, int side, int kernel, Padding padding) {
        Windowing windowing = new Windowing(Extents.of(kernel), Extents.of(1), padding, Extents.of(1));
        return ContractionSpec.of(new Convolution(filters, windowing), Shape.of(channels, side, side));
    }

    private static void row(String only, String name, ContractionSpec g, ContractionOperand operand, int... batches) {
        if (!name.startsWith(only)) {
            return;
        }
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-16s", name));
        for (int examples : batches) {
            row.append(String.format(Locale.ROOT, "  %4d: %6.1f", examples, rate(g, operand, examples)));
        }
        System.out.println(row);
    }

    private static double rate(ContractionSpec g, ContractionOperand operand, int examples) {
        Runnable work = work(g, operand, examples);
        double flops = (double) g.flops() * examples;
        int calls = (int) Math.max(1, FLOPS_OF_A_RUN / flops);
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begin = System.nanoTime();
            for (int call = 0; call < calls; call++) {
                work.run();
            }
            seconds[run] = (System.nanoTime() - begin) * 1e-9 / calls;
        }
        return flops / Arrays.stream(seconds).min().orElseThrow() * 1e-9;
    }

    private static Runnable work(ContractionSpec g, ContractionOperand operand, int examples) {
        int blocks = BlockLayout.blocks(examples);
        BufferOffset w = BufferOffset.shared(random(g.parameters()), 0);
        BufferOffset x = BufferOffset.lanes(random(blocks * g.inputRows() * BlockLayout.LANES), 0, g.inputRows());
        BufferOffset y = BufferOffset.lanes(random(blocks * g.outputRows() * BlockLayout.LANES), 0, g.outputRows());
        ContractionScratch scratch = new ContractionScratch();
        return switch (operand) {
            case WEIGHT -> {
                WeightGradientPlan table = WeightGradientPlan.of(g);
                yield () -> KERNEL.weights(
                        table,
                        x,
                        new BufferOffset[] {y},
                        new BufferOffset[] {w},
                        ActiveSteps.LAST,
                        examples,
                        WorkShare.ALL,
                        scratch);
            }
            case OUTPUT, INPUT -> {
                ContractionPlan table = ContractionPlan.of(g, operand);
                BufferOffset source = operand == ContractionOperand.OUTPUT ? x : y;
                BufferOffset target = operand == ContractionOperand.OUTPUT ? y : x;
                yield () -> KERNEL.accumulate(
                        table,
                        w,
                        source,
                        InitialSums.ZERO,
                        target,
                        ActiveSteps.LAST,
                        0,
                        blocks,
                        examples,
                        WorkShare.ALL,
                        scratch);
            }
        };
    }

    private static float[] random(int size) {
        SplittableRandom random = new SplittableRandom(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
