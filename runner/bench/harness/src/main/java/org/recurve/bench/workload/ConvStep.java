package org.recurve.bench.workload;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One training step of a LeNet on 1×28×28: convolution 20@5×5 (valid), relu, max 2, convolution 50@5×5, relu, max 2,
 * dense 500, relu, dense 10, softmax cross-entropy (mean over the batch), backward, SGD with rate 0.01 and momentum
 * 0.9, gradients cleared. All parameters have biases. The input is the same resident batch every time.
 */
public record ConvStep(String what, int batch) implements Work {
    public static final int IMAGE = 28;
    public static final int KERNEL = 5;
    public static final int POOL = 2;
    public static final int FILTERS1 = 20;
    public static final int FILTERS2 = 50;
    public static final int FLAT = FILTERS2 * 4 * 4;
    public static final int HIDDEN = 500;
    public static final int CLASSES = 10;
    public static final double RATE = 0.01;
    public static final double MOMENTUM = 0.9;

    private static final double CONV1 = 2.0 * 24 * 24 * FILTERS1 * KERNEL * KERNEL;
    private static final double CONV2 = 2.0 * 8 * 8 * FILTERS2 * FILTERS1 * KERNEL * KERNEL;
    private static final double DENSE1 = 2.0 * FLAT * HIDDEN;
    private static final double DENSE2 = 2.0 * HIDDEN * CLASSES;

    /** The batches every entrant runs, under the name {@code conv-step}. */
    public static List<ConvStep> batches() {
        return batches("conv-step");
    }

    /** The same batches under another name, for an entrant with two ways of doing it. */
    public static List<ConvStep> batches(String what) {
        return IntStream.of(16, 64, 256).mapToObj(b -> new ConvStep(what, b)).toList();
    }

    @Override
    public String size() {
        return Integer.toString(batch);
    }

    /** Forward, input gradient and weight gradient of each layer; the first layer needs no input gradient. */
    @Override
    public double flops() {
        return batch * (2 * CONV1 + 3 * (CONV2 + DENSE1 + DENSE2));
    }
}
