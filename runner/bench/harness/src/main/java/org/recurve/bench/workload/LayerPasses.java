package org.recurve.bench.workload;

/**
 * Output, input gradient and weight gradient of one layer with kernels of 5×5 on {@value #CHANNELS} channels of 12×12:
 * {@link LeNet}'s second convolution and its relatives. No bias, no update.
 *
 * @param what {@code layer-} and what the layer shares or connects
 * @param links products of one example, in one of the three passes
 */
public record LayerPasses(String what, long links) implements Work {
    public static final int BATCH = 64;
    public static final int CHANNELS = 20;
    public static final int FILTERS = 50;
    public static final int IMAGE = 12;
    /** Of the smallest loss, for an entrant that has no layer without one. */
    public static final int CLASSES = 2;

    /** A kernel for each position. */
    public static LayerPasses unshared() {
        int positions = (IMAGE - LeNet.KERNEL + 1) * (IMAGE - LeNet.KERNEL + 1);
        return new LayerPasses("layer-unshared", (long) positions * FILTERS * CHANNELS * LeNet.KERNEL * LeNet.KERNEL);
    }

    @Override
    public String size() {
        return Integer.toString(BATCH);
    }

    @Override
    public double flops() {
        return 3 * 2.0 * links * BATCH;
    }
}
