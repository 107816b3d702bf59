package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;
import org.recurve.compute.kernel.contraction.tile.ChannelImages;
import org.recurve.compute.kernel.contraction.tile.LaneSums;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/**
 * {@link ContractionKernel#weights} where a weight serves many positions, of a batch of few examples: the partial sums of each example
 * are a matrix product by itself, with 16 filters in the lanes, since other examples would be copies.
 */
final class FilterLaneGradients {
    private static final int LANES = BlockLayout.LANES;
    /** Examples of a batch at most. */
    private static final int FEW = 8;
    /** Positions that pass all columns while they stay in a near cache. */
    private static final int CHUNK = 256;

    private final WeightGradientPlan table;
    private final int examples;
    private final ContractionScratch scratch;
    private final TileOperands operands;
    private final int filters;
    /** Floats of all filters' lanes. */
    private final int wide;

    /** Floats of an example's inputs. */
    private final int rows;
    /** Floats of an example's sums. */
    private final int size;

    private final float[] inputs;
    private final float[] sums;
    private final ChannelImages outputs;

    private FilterLaneGradients(WeightGradientPlan table, int examples, int columns, ContractionScratch scratch) {
        this.table = table;
        this.examples = examples;
        this.scratch = scratch;
        this.operands = scratch.tile;
        this.filters = table.spec().filtersPerGroup();
        this.wide = Math.ceilDiv(filters, LANES) * LANES;
        this.rows = table.groupInput() / LANES;
        this.size = columns * wide;
        this.inputs = scratch.floats(examples * rows);
        this.sums = scratch.aside(examples * size);
        float[] floats = scratch.filters(ChannelImages.size(examples, filters, CHUNK));
        this.outputs = new ChannelImages(floats, examples, filters, CHUNK);
        operands.w = inputs;
        operands.x = floats;
        operands.y = sums;
        operands.targetStride = wide;
    }

    /** Returns whether sums are computed faster so than with columns or examples in the lanes. */
    static boolean pays(WeightGradientPlan table, int examples) {
        if (examples > FEW || table.spec().prefix() > 1) {
            return false;
        }
        int filters = table.spec().filtersPerGroup();
        long here = 0;
        long byExample = 0;
        long byColumn = 0;
        for (WeightPatch patch : table.patches()) {
            here += (long) patch.places() * patch.columns() * Math.ceilDiv(filters, LANES) * examples;
            byExample += (long) patch.places() * patch.columns() * filters;
            byColumn += (long) patch.places() * Math.ceilDiv(patch.columns(), LANES) * filters * examples;
        }
        return 4 * here <= 3 * (ExampleWeightGradients.paysForLanes(table, examples) ? byColumn : byExample);
    }

    static void run(
            WeightGradientPlan table,
            BufferOffset x,
            BufferOffset y,
            BufferOffset w,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        int columns = columns(table);
        int from = share.from(columns);
        int to = share.to(columns);
        FilterLaneGradients gradients = new FilterLaneGradients(table, examples, to - from, scratch);
        for (int group = 0; group < table.spec().groups() && from < to; group++) {
            gradients.inputs(group, x);
            for (int position = 0; position < table.spec().map().positions(); position += CHUNK) {
                gradients.outputs(group, y, position);
                for (int example = 0; example < examples; example++) {
                    gradients.chunk(example, position, from, to);
                }
            }
            LaneSums.addExamples(gradients.sums, gradients.size, examples);
            gradients.write(w, group * gradients.filters * table.filterWeights(), from, to);
        }
    }

    private static int columns(WeightGradientPlan table) {
        return table.patches().stream().mapToInt(WeightPatch::columns).sum();
    }

    private void inputs(int group, BufferOffset x) {
        int from = x.at() + group * table.groupInput();
        for (int row = 0; row < rows; row++) {
            LaneTranspose.column(x.array(), from + row * LANES, inputs, row, rows, examples);
        }
    }

    private void outputs(int group, BufferOffset y, int position) {
        int from = y.at() + group * filters * table.filterOutput() + position * LANES;
        int count = Math.min(CHUNK, table.spec().map().positions() - position);
        outputs.read(y.array(), from, table.filterOutput(), 0, count, scratch.strip);
    }

    /** Goes on with an example's sums by some positions, for the columns {@code from} to {@code to}, counted patch after patch. */
    private void chunk(int example, int position, int from, int to) {
        int before = 0;
        for (WeightPatch patch : table.patches()) {
            int begin = Math.clamp(from - before, 0, patch.columns());
            int end = Math.clamp(to - before, 0, patch.columns());
            if (begin < end) {
                int[] target = patch.target();
                int first = firstFrom(target, position);
                int last = firstFrom(target, position + CHUNK);
                int[] terms = scratch.weightTerms(last);
                for (int i = first; i < last; i++) {
                    terms[i] = patch.source()[i] / LANES;
                }
                operands.weightTerm = terms;
                operands.sourceTerm = target;
                operands.fromTerm = first;
                operands.toTerm = last;
                columns(patch, begin, end, example, example * size + (before + begin - from) * wide, position);
            }
            before += patch.columns();
        }
    }

    /** Returns the first place that lies at a position or behind it: several may lie at one. */
    private static int firstFrom(int[] target, int position) {
        return -1 - Arrays.binarySearch(target, position * LANES - 1);
    }

    private void columns(WeightPatch patch, int from, int to, int example, int sum, int position) {
        boolean first = position == 0;
        operands.from = first ? TileOperands.ZERO : sums;
        operands.startStride = first ? 0 : wide;
        int run;
        for (int k = from; k < to; k += run) {
            run = run(patch.column(), k, to);
            operands.weightStride = run > 1 ? (patch.column()[k + 1] - patch.column()[k]) / LANES : 0;
            int weight = example * rows + patch.column()[k] / LANES;
            products(outputs.at(example, 0) - position * LANES, weight, run, sum + (k - from) * wide, first);
        }
    }

    /** Returns how many columns from {@code k} on, before {@code to}, lie evenly. */
    private static int run(int[] column, int k, int to) {
        int run = Math.min(2, to - k);
        while (k + run < to && column[k + run] - column[k + run - 1] == column[k + 1] - column[k]) {
            run++;
        }
        return run;
    }

    /** Computes the sums of columns that lie evenly. */
    private void products(int source, int weight, int columns, int to, boolean first) {
        int vectors = wide / LANES;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TiledContractions.width(vectors - v);
            int height;
            for (int k = 0; k < columns; k += height) {
                height = TiledContractions.height(width, columns - k);
                operands.weight = weight + k * operands.weightStride;
                for (int c = 0; c < width; c++) {
                    operands.source[c] = source + outputs.at(0, (v + c) * LANES);
                    operands.target[c] = to + k * wide + (v + c) * LANES;
                    operands.start[c] = first ? 0 : operands.target[c];
                }
                TiledContractions.tile(operands, width, height);
            }
        }
    }

    /** Takes the sums of the first example, which are those of all, to the weights of a group. */
    private void write(BufferOffset w, int groupWeight, int from, int to) {
        int sum = 0;
        int before = 0;
        for (WeightPatch patch : table.patches()) {
            int end = Math.clamp(to - before, 0, patch.columns());
            for (int k = Math.clamp(from - before, 0, patch.columns()); k < end; k++) {
                int weight = w.at() + patch.weight() + groupWeight + patch.columnWeight()[k];
                for (int f = 0; f < filters; f++) {
                    w.array()[weight + f * table.filterWeights()] = sums[sum + f];
                }
                sum += wide;
            }
            before += patch.columns();
        }
    }
}
