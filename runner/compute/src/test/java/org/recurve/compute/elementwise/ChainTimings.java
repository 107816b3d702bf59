package org.recurve.compute.elementwise;

import java.util.Arrays;
import java.util.List;

/** Measures chains in ns an element; run on one processor. Arguments: rows and blocks (default 4096 and 4: 1 MB). */
final class ChainTimings {
    private static final int ROUNDS = 15;

    private final int rows;
    private final int blocks;
    private final float[][] spaces;
    private volatile double sink;

    private ChainTimings(int rows, int blocks) {
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

    private void time(String name, Chain chain, Operand... inputs) {
        Operand[] outputs = {Operand.lanes(1, 0, rows * 16)};
        for (Hardware hardware : List.of(Hardware.here(), new Hardware(false, true, true))) {
            ChainKernel kernel = ChainKernel.of(chain, hardware);
            Scratch scratch = kernel.scratch();
            report(
                    name + (hardware.vector() ? "" : " (scalar)"),
                    () -> kernel.lanes(inputs, outputs, spaces, 0, scratch, 0, rows, 0, blocks));
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
        Operand x = Operand.lanes(0, 0, rows * 16);
        int[] reversed = new int[rows];
        Arrays.setAll(reversed, row -> rows - 1 - row);
        report("copy (arraycopy)", () -> System.arraycopy(spaces[0], 0, spaces[1], 0, size()));
        time("relu", Chain.of(Function.RELU), x);
        time("relu of mapped rows", Chain.of(Function.RELU), x.through(reversed));
        time("add", Chain.of(Function.ADD), x, x);
        time("bias, relu", biasThen(Function.RELU), x, Operand.shared(2, 0));
        time("bias, tanh", biasThen(Function.TANH), x, Operand.shared(2, 0));
        for (Function f : List.of(Function.EXP, Function.LOG, Function.TANH, Function.SIGMOID, Function.SQRT)) {
            time(f.name().toLowerCase(java.util.Locale.ROOT), Chain.of(f), x);
        }
        for (Hardware hardware : List.of(Hardware.here(), new Hardware(false, true, true))) {
            Reductions reductions = Reductions.of(hardware);
            String form = hardware.vector() ? "" : " (scalar)";
            report("dot" + form, () -> sink = reductions.dot(spaces[0], 0, spaces[1], 0, size()));
            report("sum" + form, () -> sink = reductions.sum(spaces[0], 0, size()));
        }
    }

    private static Chain biasThen(Function function) {
        return new Chain(
                2, List.of(), List.of(new Chain.Step(Function.ADD, 0, 1), new Chain.Step(function, 2)), List.of(3));
    }

    public static void main(String[] sizes) {
        int rows = sizes.length > 0 ? Integer.parseInt(sizes[0]) : 4096;
        int blocks = sizes.length > 1 ? Integer.parseInt(sizes[1]) : 4;
        new ChainTimings(rows, blocks).all();
    }
}
