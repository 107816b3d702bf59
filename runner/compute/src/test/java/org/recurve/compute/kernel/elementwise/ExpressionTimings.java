package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;
import java.util.List;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;

/** Measures chains in ns an element; run on one processor. Arguments: rows and blocks (default 4096 and 4: 1 MB). */
final class ExpressionTimings {
    private static final int ROUNDS = 15;

    private final int rows;
    private final int blocks;
    private final float[][] spaces;
    private volatile double sink;

    private ExpressionTimings(int rows, int blocks) {
        this.rows = rows;
        this.blocks = blocks;
        this.spaces = new float[][] {new float[size()], new float[size()], new float[rows]};
        for (int i = 0; i < size(); i++) {
            spaces[0][i] = (float) Math.floorMod(i * 7919L, 2001) / 200 - 5;
        }
        Arrays.fill(spaces[2], 0.1f);
    }

    private int size() {
        return rows * 16 * blocks;
    }

    private void time(String name, FusedExpression expression, RowOperand... inputs) {
        RowOperand[] outputs = {RowOperand.lanes(1, 0, rows * 16)};
        for (HardwareFeatures features : List.of(HardwareFeatures.here(), new HardwareFeatures(false, true, true))) {
            FusedKernel kernel = FusedKernel.of(expression, features);
            ElementwiseScratch scratch = kernel.scratch();
            report(
                    name + (features.vector() ? "" : " (scalar)"),
                    () -> kernel.lanes(
                            inputs, outputs, spaces, 0, scratch, 0, rows, 0, blocks, blocks * BlockLayout.LANES));
        }
    }

    private void report(String name, Runnable work) {
        int repeats = 40_000_000 / size();
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < repeats; i++) {
                work.run();
            }
            nanos[round] = (double) (System.nanoTime() - start) / repeats / size();
            repeats = name.contains("scalar") ? Math.max(1, 4_000_000 / size()) : repeats;
        }
        Arrays.sort(nanos);
        System.out.printf("%-28s %7.3f ns an element (best), %7.3f (median)%n", name, nanos[0], nanos[ROUNDS / 2]);
    }

    private void all() {
        RowOperand x = RowOperand.lanes(0, 0, rows * 16);
        int[] reversed = new int[rows];
        Arrays.setAll(reversed, row -> rows - 1 - row);
        report("copy (arraycopy)", () -> System.arraycopy(spaces[0], 0, spaces[1], 0, size()));
        time("relu", FusedExpression.of(ElementwiseFunction.RELU), x);
        time("relu of mapped rows", FusedExpression.of(ElementwiseFunction.RELU), x.through(reversed));
        time("add", FusedExpression.of(ElementwiseFunction.ADD), x, x);
        time("bias, relu", biasThen(ElementwiseFunction.RELU), x, RowOperand.shared(2, 0));
        time("bias, tanh", biasThen(ElementwiseFunction.TANH), x, RowOperand.shared(2, 0));
        for (ElementwiseFunction f : List.of(
                ElementwiseFunction.EXP,
                ElementwiseFunction.LOG,
                ElementwiseFunction.TANH,
                ElementwiseFunction.SIGMOID,
                ElementwiseFunction.SQRT)) {
            time(f.name().toLowerCase(java.util.Locale.ROOT), FusedExpression.of(f), x);
        }
        for (HardwareFeatures features : List.of(HardwareFeatures.here(), new HardwareFeatures(false, true, true))) {
            SumKernel sumKernel = SumKernel.of(features);
            String form = features.vector() ? "" : " (scalar)";
            report("dot" + form, () -> sink = sumKernel.dot(spaces[0], 0, spaces[1], 0, size()));
            report("sum" + form, () -> sink = sumKernel.sum(spaces[0], 0, size()));
        }
    }

    private static FusedExpression biasThen(ElementwiseFunction function) {
        return new FusedExpression(
                2,
                List.of(),
                List.of(
                        new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 0, 1),
                        new FusedExpression.ExpressionStep(function, 2)),
                List.of(3));
    }

    public static void main(String[] sizes) {
        int rows = sizes.length > 0 ? Integer.parseInt(sizes[0]) : 4096;
        int blocks = sizes.length > 1 ? Integer.parseInt(sizes[1]) : 4;
        new ExpressionTimings(rows, blocks).all();
    }
}
