package org.recurve.compute.kernel.gather;

import java.util.Arrays;
import java.util.List;
import org.recurve.compute.ir.IndexTable;

/** Measures row kernels in ns a row of the result; run on one processor. */
final class GatherTimings {
    private static final int ROUNDS = 15;
    private static final int CHANNELS = 20;
    private static final int SIDE = 24;

    private final float[] x = new float[CHANNELS * SIDE * SIDE * 16];
    private final float[] out = new float[x.length];
    private final float[] y = new float[x.length];
    private final float[] choice = new float[x.length];

    private GatherTimings() {
        for (int i = 0; i < x.length; i++) {
            x[i] = y[i] = (float) Math.floorMod(i * 7919L, 2001) / 200 - 5;
        }
    }

    /** Windows of {@code size}² at steps of {@code stride}. */
    private static IndexTable windows(int size, int stride) {
        int places = (SIDE - size) / stride + 1;
        return IndexTable.uniform(CHANNELS * places * places, CHANNELS * SIDE * SIDE, size * size, (row, k) -> {
            int channel = row / (places * places);
            int down = row / places % places * stride + k / size;
            int across = row % places * stride + k % size;
            return (channel * SIDE + down) * SIDE + across;
        });
    }

    private static void report(String name, int rows, Runnable work) {
        int repeats = Math.max(1, 2_000_000 / rows);
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < repeats; i++) {
                work.run();
            }
            nanos[round] = (double) (System.nanoTime() - start) / repeats / rows;
        }
        Arrays.sort(nanos);
        System.out.printf("%-40s %8.2f ns a row (best), %8.2f (median)%n", name, nanos[0], nanos[ROUNDS / 2]);
    }

    private void time(GatherKernel kernel, int size, int stride) {
        IndexTable table = windows(size, stride);
        IndexLists lists = IndexLists.of(table);
        IndexLists.TransposedLists transposedLists = IndexLists.TransposedLists.of(table);
        String name = kernel.getClass().getSimpleName().replace("RowKernel", "") + " " + size + "/" + stride + " ";
        report(name + "sum", table.rows(), () -> kernel.sum(lists, x, 0, out, 0, 0, table.rows(), 16));
        report(
                name + "largest",
                table.rows(),
                () -> kernel.largest(lists, x, 0, out, 0, choice, 0, 0, table.rows(), 16));
        report(
                name + "place",
                table.sourceRows(),
                () -> kernel.place(transposedLists, y, 0, choice, 0, out, 0, 0, table.sourceRows(), 16));
    }

    private void all(GatherKernel kernel) {
        time(kernel, 1, 1);
        time(kernel, 2, 2);
        time(kernel, 3, 2);
        time(kernel, 8, 8);
        String name = kernel.getClass().getSimpleName().replace("RowKernel", "");
        report(name + " batchSum of 64", 500, () -> kernel.batchSum(x, 0, 500 * 16, 64, out, 0, 0, 500));
    }

    public static void main(String[] none) {
        for (GatherKernel kernel : List.of(new VectorGatherKernel(), new ScalarGatherKernel())) {
            new GatherTimings().all(kernel);
        }
    }
}
