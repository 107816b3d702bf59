package org.recurve.compute.kernel.contraction;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.tile.VectorWinograd;
import org.recurve.compute.kernel.contraction.tile.WinogradArithmetic;

/** The linear operation on the Vector API. Load it only where the module {@code jdk.incubator.vector} is present. */
public final class VectorContractionKernel implements ContractionKernel {
    private static final WinogradArithmetic WINOGRAD = new VectorWinograd();

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
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        if (table.winograd().isPresent()) {
            WinogradPlan plan = table.winograd().get();
            int last = Math.min(BlockLayout.LANES, examples - (toBlock - 1) * BlockLayout.LANES);
            boolean few = fromBlock < toBlock && last <= WinogradScratch.FEW;
            int whole = few ? toBlock - 1 : toBlock;
            if (fromBlock < whole) {
                new WinogradConvolution(table, plan, w, source, sums, target, scratch.winograd, WINOGRAD)
                        .run(steps, fromBlock, whole, share);
            }
            if (few) {
                new ChannelLaneConvolution(
                                table, plan, w, source, sums, target, scratch.winograd, WINOGRAD, whole, last)
                        .run(steps, share);
            }
            return;
        }
        new TiledContractions(table, w, source, sums, target, scratch).run(steps, fromBlock, toBlock, examples, share);
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
            if (DenseWeightGradients.pays(table, examples)) {
                DenseWeightGradients.run(table, x, y, w, steps, examples, share, scratch);
            } else {
                ExampleWeightGradients.run(table, x, y, w, steps, examples, share, scratch);
            }
            return;
        }
        for (int i = 0; i < y.length; i++) {
            if (table.winograd().isPresent()) {
                WinogradPlan plan = table.winograd().get();
                WinogradWeightGradients gradients =
                        new WinogradWeightGradients(plan, x, y[i], w[i], examples, share, scratch.winograd, WINOGRAD);
                if (examples <= WinogradScratch.FEW) {
                    gradients.few();
                } else {
                    gradients.run();
                }
                continue;
            }
            if (FilterLaneGradients.pays(table, examples)) {
                FilterLaneGradients.run(table, x, y[i], w[i], examples, share, scratch);
                continue;
            }
            if (ExampleWeightGradients.paysForLanes(table, examples)) {
                ExampleWeightGradients.partialSums(table, x, y[i], w[i], examples, share, scratch);
                continue;
            }
            new PositionWeightGradients(table, x, y[i], w[i], examples, scratch).run(share);
        }
    }
}
