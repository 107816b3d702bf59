package org.recurve.bench.workload;

/**
 * A net at work on one resident batch: a training step (outputs, softmax cross-entropy with its mean over the batch, gradients,
 * update), or the outputs alone as in evaluation.
 */
public record NetStep(String what, String size, Net net, int batch, Pass pass) implements Work {
    public static final double RATE = 0.01;
    public static final double MOMENTUM = 0.9;

    /** What is done, and the bytes that each parameter takes: reads and writes of it, its gradient and its memory. */
    public enum Pass {
        /** A step of gradient descent with rate 0.01 and momentum 0.9. */
        MOMENTUM("-step", 8),
        /** A step of Adam with rate 0.01. */
        ADAM("-adam-step", 10),
        /** Outputs and losses, no training. */
        FORWARD("-forward", 1);

        private final String suffix;
        private final int passes;

        Pass(String suffix, int passes) {
            this.suffix = suffix;
            this.passes = passes;
        }

        String suffix() {
            return suffix;
        }
    }

    /** Products alone: a multiply-add is two. */
    @Override
    public double flops() {
        return batch * (pass == Pass.FORWARD ? net.forwardFlops() : net.trainingFlops());
    }

    @Override
    public double bytes() {
        return batch * (pass == Pass.FORWARD ? net.forwardBytes() : net.trainingBytes())
                + (double) Float.BYTES * pass.passes * net.parameters();
    }
}
