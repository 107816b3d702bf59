package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.FusedMultiplyAdd;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.kernel.contraction.ContractionPlan.IndexPattern;
import org.recurve.compute.kernel.contraction.ContractionPlan.WeightGroup;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;
import org.recurve.compute.kernel.contraction.tile.ScalarWinograd;
import org.recurve.compute.kernel.contraction.tile.WinogradArithmetic;

/** The linear operation in plain Java, for machines without the vector module. */
public final class ScalarContractionKernel implements ContractionKernel {
    private static final int LANES = BlockLayout.LANES;
    private static final WinogradArithmetic WINOGRAD = new ScalarWinograd();

    @Override
    public void accumulate(
            ContractionPlan table,
            BufferOffset w,
            BufferOffset source,
            InitialSums initialSums,
            BufferOffset target,
            ActiveSteps steps,
            int fromBlock,
            int toBlock,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        if (table.winograd().isPresent()) {
            WinogradPlan plan = table.winograd().get();
            new WinogradConvolution(table, plan, w, source, initialSums, target, scratch.winograd, WINOGRAD)
                    .run(steps, fromBlock, toBlock, share);
        }
        for (IndexPattern pattern : table.patterns()) {
            for (WeightGroup weightGroup : pattern.weightGroups()) {
                for (int unit = share.from(table.units()); unit < share.to(table.units()); unit++) {
                    int weight = w.at() + weightGroup.weight() + unit * table.unitWeight();
                    for (int q = 0; q < weightGroup.columns() * (toBlock - fromBlock); q++) {
                        int block = fromBlock + q / weightGroup.columns();
                        int column = q % weightGroup.columns();
                        if (column >= steps.of(block, weightGroup.columns())) {
                            continue;
                        }
                        int row = weightGroup.target()[column] + unit * table.unitTarget();
                        int to = target.at(block) + row * LANES;
                        int from = source.at(block) + weightGroup.source()[column] * LANES;
                        begin(table, initialSums, block, row, target.array(), to);
                        chain(pattern, w.array(), weight, source.array(), from, target.array(), to);
                    }
                }
            }
        }
    }

    private static void begin(
            ContractionPlan table, InitialSums initialSums, int block, int row, float[] target, int at) {
        float[] from = initialSums.from().array();
        switch (initialSums.layout()) {
            case ZERO -> Arrays.fill(target, at, at + LANES, 0f);
            case CHANNEL, ROW ->
                Arrays.fill(
                        target,
                        at,
                        at + LANES,
                        from[initialSums.from().at() + table.shared(initialSums.layout(), row)]);
            case EXAMPLE -> System.arraycopy(from, initialSums.from().at(block) + row * LANES, target, at, LANES);
        }
    }

    private static void chain(
            IndexPattern pattern, float[] w, int weight, float[] source, int from, float[] target, int to) {
        for (int k = 0; k < pattern.terms(); k++) {
            multiplyAdd(w[weight + pattern.weight()[k]], source, from + pattern.offset()[k], target, to);
        }
    }

    private static void multiplyAdd(float factor, float[] source, int from, float[] target, int to) {
        for (int lane = 0; lane < LANES; lane++) {
            target[to + lane] = FusedMultiplyAdd.fma(factor, source[from + lane], target[to + lane]);
        }
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
        for (int i = 0; i < y.length; i++) {
            if (table.winograd().isPresent()) {
                WinogradPlan plan = table.winograd().get();
                new WinogradWeightGradients(plan, x, y[i], w[i], examples, share, scratch.winograd, WINOGRAD).run();
            }
            weights(table, x, y[i], w[i], steps, examples, share, scratch);
        }
    }

    private static void weights(
            WeightGradientPlan table,
            BufferOffset x,
            BufferOffset y,
            BufferOffset w,
            ActiveSteps steps,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        ContractionSpec g = table.spec();
        for (WeightPatch patch : table.patches()) {
            for (int filter = share.from(g.filters()); filter < share.to(g.filters()); filter++) {
                int group = filter / g.filtersPerGroup();
                int output = y.at() + filter * table.filterOutput();
                int weight = w.at() + patch.weight() + filter * table.filterWeights();
                for (int k = 0; k < patch.columns(); k++) {
                    int input = x.at() + group * table.groupInput() + patch.column()[k];
                    w.array()[weight + patch.columnWeight()[k]] = table.few()
                            ? chain(patch, x, input, y, output, steps, examples)
                            : tree(patch, x, input, y, output, examples, scratch.lanes);
                }
            }
        }
    }

    private static float chain(
            WeightPatch patch, BufferOffset x, int input, BufferOffset y, int output, ActiveSteps steps, int examples) {
        float sum = 0f;
        for (int block = 0; block < BlockLayout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            int places = steps.of(block, patch.places());
            for (int i = 0; i < places; i++) {
                int from = input + block * x.pitch() + patch.source()[i];
                int to = output + block * y.pitch() + patch.target()[i];
                for (int lane = 0; lane < lanes; lane++) {
                    sum = FusedMultiplyAdd.fma(x.array()[from + lane], y.array()[to + lane], sum);
                }
            }
        }
        return sum;
    }

    private static float tree(
            WeightPatch patch, BufferOffset x, int input, BufferOffset y, int output, int examples, float[] sums) {
        Arrays.fill(sums, 0f);
        for (int block = 0; block < BlockLayout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            for (int i = 0; i < patch.places(); i++) {
                int from = input + block * x.pitch() + patch.source()[i];
                int to = output + block * y.pitch() + patch.target()[i];
                for (int lane = 0; lane < lanes; lane++) {
                    sums[lane] = FusedMultiplyAdd.fma(x.array()[from + lane], y.array()[to + lane], sums[lane]);
                }
            }
        }
        return BlockLayout.tree(sums, 0);
    }
}
