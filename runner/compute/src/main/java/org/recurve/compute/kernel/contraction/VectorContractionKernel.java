package org.recurve.compute.kernel.contraction;

/** The linear operation on the Vector API. Load it only where the module {@code jdk.incubator.vector} is present. */
public final class VectorContractionKernel implements ContractionKernel {
    @Override
    public void accumulate(
            ContractionPlan table,
            BufferOffset w,
            BufferOffset source,
            InitialSums sums,
            BufferOffset target,
            ActiveSteps steps,
            int fromBlock,
            int toBlock,
            WorkShare share,
            ContractionScratch scratch) {
        new TiledContractions(table, w, source, sums, target, scratch).run(steps, fromBlock, toBlock, share);
    }

    @Override
    public void weights(
            WeightGradientPlan table,
            BufferOffset x,
            BufferOffset[] y,
            BufferOffset[] w,
            ActiveSteps steps,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        if (table.few()) {
            ExampleWeightGradients.run(table, x, y, w, steps, examples, share, scratch);
            return;
        }
        for (int i = 0; i < y.length; i++) {
            new PositionWeightGradients(table, x, y[i], w[i], examples, scratch).run(share);
        }
    }
}
