package org.recurve.compute.kernel.product;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.kernel.contraction.WorkShare;

/**
 * Prints GFLOP/s of the products of an attention on one thread, for 64 examples: scores, what is read, and the adjoints of both
 * operands. Pin it to an idle core. Each number is the best of many short runs.
 */
public final class MatrixProductTimings {
    private static final MatrixProductKernel KERNEL = new VectorMatrixProductKernel();
    private static final double FLOPS_OF_A_RUN = 4e7;
    private static final int BLOCKS = 4;
    private static final int RUNS = 40;

    private MatrixProductTimings() {}

    public static void main(String[] none) {
        for (String round : new String[] {"warm-up", "measured"}) {
            System.out.println(round);
            for (int steps : new int[] {8, 32, 128}) {
                for (int width : new int[] {8, 64}) {
                    row(steps, width);
                }
            }
        }
    }

    /** Heads lie side by side in the features of a step, as a layer leaves them. */
    private static void row(int steps, int width) {
        int heads = 4;
        MatrixProductSpec.Layout features = new MatrixProductSpec.Layout(width, heads * width, 1);
        MatrixProductSpec.Layout turned = new MatrixProductSpec.Layout(width, 1, heads * width);
        MatrixProductSpec.Layout square = new MatrixProductSpec.Layout(steps * steps, steps, 1);
        MatrixProductSpec scores = new MatrixProductSpec(1, heads, steps, width, steps, features, turned, square);
        MatrixProductSpec read = new MatrixProductSpec(1, heads, steps, steps, width, square, features, features);
        System.out.printf(
                Locale.ROOT,
                "%4d steps, 4 heads of %3d  scores %6.1f, adjoints %6.1f %6.1f   read %6.1f, adjoints %6.1f %6.1f%n",
                steps,
                width,
                rate(scores),
                rate(scores.towardsLeft()),
                rate(scores.towardsRight()),
                rate(read),
                rate(read.towardsLeft()),
                rate(read.towardsRight()));
    }

    private static double rate(MatrixProductSpec spec) {
        float[] x = random(spec.leftSize() * BlockLayout.LANES * BLOCKS);
        float[] y = random(spec.rightSize() * BlockLayout.LANES * BLOCKS);
        float[] z = new float[spec.resultSize() * BlockLayout.LANES * BLOCKS];
        double flops = 2.0 * spec.products() * BlockLayout.LANES * BLOCKS;
        int calls = (int) Math.max(1, FLOPS_OF_A_RUN / flops);
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begin = System.nanoTime();
            for (int call = 0; call < calls; call++) {
                for (int block = 0; block < BLOCKS; block++) {
                    KERNEL.multiply(
                            spec,
                            x,
                            block * spec.leftSize() * BlockLayout.LANES,
                            y,
                            block * spec.rightSize() * BlockLayout.LANES,
                            z,
                            block * spec.resultSize() * BlockLayout.LANES,
                            WorkShare.ALL,
                            BlockLayout.LANES);
                }
            }
            seconds[run] = (System.nanoTime() - begin) * 1e-9 / calls;
        }
        return flops / Arrays.stream(seconds).min().orElseThrow() * 1e-9;
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
