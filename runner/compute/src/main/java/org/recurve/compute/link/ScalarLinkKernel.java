package org.recurve.compute.link;

import java.util.Arrays;
import org.recurve.compute.elementwise.Arithmetic;
import org.recurve.compute.link.ChainTable.Bundle;
import org.recurve.compute.link.ChainTable.Panel;
import org.recurve.compute.link.WeightTable.Patch;

/** The linear operation in plain Java, for machines without the vector module. */
public final class ScalarLinkKernel implements LinkKernel {
    private static final int LANES = Layout.LANES;

    @Override
    public void chains(
            ChainTable table,
            Span w,
            Span source,
            Start start,
            Span target,
            Ends ends,
            int fromBlock,
            int toBlock,
            Share share,
            Scratch scratch) {
        for (Panel panel : table.panels()) {
            for (Bundle bundle : panel.bundles()) {
                for (int unit = share.from(table.units()); unit < share.to(table.units()); unit++) {
                    int weight = w.at() + bundle.weight() + unit * table.unitWeight();
                    for (int q = 0; q < bundle.columns() * (toBlock - fromBlock); q++) {
                        int block = fromBlock + q / bundle.columns();
                        int column = q % bundle.columns();
                        if (column >= ends.of(block, bundle.columns())) {
                            continue;
                        }
                        int row = bundle.target()[column] + unit * table.unitTarget();
                        int to = target.at(block) + row * LANES;
                        int from = source.at(block) + bundle.source()[column] * LANES;
                        begin(table, start, block, row, target.array(), to);
                        chain(panel, w.array(), weight, source.array(), from, target.array(), to);
                    }
                }
            }
        }
    }

    private static void begin(ChainTable table, Start start, int block, int row, float[] target, int at) {
        float[] from = start.from().array();
        switch (start.form()) {
            case ZERO -> Arrays.fill(target, at, at + LANES, 0f);
            case CHANNEL, ROW ->
                Arrays.fill(target, at, at + LANES, from[start.from().at() + table.shared(start.form(), row)]);
            case EXAMPLE -> System.arraycopy(from, start.from().at(block) + row * LANES, target, at, LANES);
        }
    }

    private static void chain(Panel panel, float[] w, int weight, float[] source, int from, float[] target, int to) {
        for (int k = 0; k < panel.terms(); k++) {
            multiplyAdd(w[weight + panel.weight()[k]], source, from + panel.offset()[k], target, to);
        }
    }

    private static void multiplyAdd(float factor, float[] source, int from, float[] target, int to) {
        for (int lane = 0; lane < LANES; lane++) {
            target[to + lane] = Arithmetic.fma(factor, source[from + lane], target[to + lane]);
        }
    }

    @Override
    public void weights(
            WeightTable table, Span x, Span[] y, Span[] w, Ends ends, int examples, Share share, Scratch scratch) {
        for (int i = 0; i < y.length; i++) {
            weights(table, x, y[i], w[i], ends, examples, share, scratch);
        }
    }

    private static void weights(
            WeightTable table, Span x, Span y, Span w, Ends ends, int examples, Share share, Scratch scratch) {
        Geometry g = table.geometry();
        for (Patch patch : table.patches()) {
            for (int filter = share.from(g.filters()); filter < share.to(g.filters()); filter++) {
                int group = filter / g.filtersPerGroup();
                int output = y.at() + filter * table.filterOutput();
                int weight = w.at() + patch.weight() + filter * table.filterWeights();
                for (int k = 0; k < patch.columns(); k++) {
                    int input = x.at() + group * table.groupInput() + patch.column()[k];
                    w.array()[weight + patch.columnWeight()[k]] = table.few()
                            ? chain(patch, x, input, y, output, ends, examples)
                            : tree(patch, x, input, y, output, examples, scratch.lanes);
                }
            }
        }
    }

    private static float chain(Patch patch, Span x, int input, Span y, int output, Ends ends, int examples) {
        float sum = 0f;
        for (int block = 0; block < Layout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            int places = ends.of(block, patch.places());
            for (int i = 0; i < places; i++) {
                int from = input + block * x.pitch() + patch.source()[i];
                int to = output + block * y.pitch() + patch.target()[i];
                for (int lane = 0; lane < lanes; lane++) {
                    sum = Arithmetic.fma(x.array()[from + lane], y.array()[to + lane], sum);
                }
            }
        }
        return sum;
    }

    private static float tree(Patch patch, Span x, int input, Span y, int output, int examples, float[] sums) {
        Arrays.fill(sums, 0f);
        for (int block = 0; block < Layout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            for (int i = 0; i < patch.places(); i++) {
                int from = input + block * x.pitch() + patch.source()[i];
                int to = output + block * y.pitch() + patch.target()[i];
                for (int lane = 0; lane < lanes; lane++) {
                    sums[lane] = Arithmetic.fma(x.array()[from + lane], y.array()[to + lane], sums[lane]);
                }
            }
        }
        return Layout.tree(sums, 0);
    }
}
