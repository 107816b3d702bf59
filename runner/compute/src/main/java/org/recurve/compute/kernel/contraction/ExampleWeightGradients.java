package org.recurve.compute.kernel.contraction;

import java.util.stream.IntStream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;
import org.recurve.compute.kernel.contraction.tile.ChainTile;
import org.recurve.compute.kernel.contraction.tile.LaneSums;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.RunTile;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/**
 * {@link ContractionKernel#weights} where a weight serves few positions: a matrix product whose chain runs over places and examples
 * and whose vectors run over the weights of a filter. Only x is transposed, a panel of columns at a time, a chunk of terms
 * at a time, for all y together; they are read where they lie.
 *
 * <p>Where it serves many positions but there are few examples, the chain of each example is such a product by itself, and the partial
 * sums are added at the end.
 */
final class ExampleWeightGradients {
    private static final int LANES = BlockLayout.LANES;
    /** Columns of a panel. */
    private static final int PANEL = TileOperands.COLUMNS * LANES;
    /** Terms of a chunk, so that its share of a panel stays in the second-level cache. */
    private static final int CHUNK = 32 * LANES;
    /** Examples of a batch at most whose partial sums are computed one by one. */
    private static final int FEW = 4;

    private static final int FEWEST_FILTERS = 2;
    /** Passes over y from which its lanes are laid apart. */
    private static final int OFTEN = 4;
    /** For each number of lanes, the rows of a panel that belong to one of them. */
    private static final int[][] LANE_TERMS = IntStream.rangeClosed(0, FEW)
            .mapToObj(lanes ->
                    IntStream.range(0, CHUNK).map(i -> i * lanes * PANEL).toArray())
            .toArray(int[][]::new);

    private final WeightGradientPlan table;
    private final WeightPatch patch;
    private final BufferOffset x;
    private final BufferOffset[] y;
    private final BufferOffset[] w;
    private final ActiveSteps steps;
    private final int examples;
    /** Says whether each block's terms are a run, since all of its lanes count. */
    private final boolean runs;
    /** Says whether each y is another lane of one, whose chains are partial sums of its weights. */
    private final boolean byLane;

    /** Floats of a row of y: lanes that are read often are laid apart first. */
    private final int rowLanes;

    private final TileOperands operands;
    private final float[] panel;
    /** Says where sums that are no neighbours in memory wait, [y][filter][PANEL]. */
    private final float[] aside;

    private ExampleWeightGradients(
            WeightGradientPlan table,
            WeightPatch patch,
            BufferOffset x,
            BufferOffset[] y,
            BufferOffset[] w,
            ActiveSteps steps,
            int examples,
            boolean byLane,
            int rowLanes,
            ContractionScratch scratch) {
        this.table = table;
        this.patch = patch;
        this.x = x;
        this.y = y;
        this.w = w;
        this.steps = steps;
        this.examples = examples;
        this.byLane = byLane;
        this.runs = VectorLanes.MANY_REGISTERS && examples % LANES == 0;
        this.operands = scratch.tile;
        this.panel = scratch.floats(PANEL * (CHUNK + LANES));
        this.aside = scratch.aside(y.length * PANEL * table.spec().filtersPerGroup());
        this.rowLanes = rowLanes;
        operands.weightStride = outputStride();
        operands.weightTerm = scratch.weightTerms(CHUNK);
        operands.x = panel;
        operands.sourceTerm = byLane ? LANE_TERMS[y.length] : scratch.sourceTerms(CHUNK, PANEL);
        operands.sourceStep = PANEL;
        operands.fromTerm = 0;
    }

    /** Floats from one filter's output to the next one's. */
    private int outputStride() {
        return table.filterOutput() / LANES * rowLanes;
    }

    static void run(
            WeightGradientPlan table,
            BufferOffset x,
            BufferOffset[] y,
            BufferOffset[] w,
            ActiveSteps steps,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        for (WeightPatch patch : table.patches()) {
            if (isOuterProduct(table, patch, examples)) {
                for (int i = 0; i < y.length; i++) {
                    outerProducts(table, patch, x, y[i], w[i], steps, examples, share, scratch);
                }
                continue;
            }
            new ExampleWeightGradients(table, patch, x, y, w, steps, examples, false, LANES, scratch).run(share);
        }
    }

    /** Returns whether all weights of a filter get one term of each example, and there are few examples. */
    private static boolean isOuterProduct(WeightGradientPlan table, WeightPatch patch, int examples) {
        return examples <= FEW
                && patch.places() == 1
                && table.spec().groups() == 1
                && patch.columns() == table.filterWeights();
    }

    /** Computes the weights filter by filter, each in one run through memory. */
    private static void outerProducts(
            WeightGradientPlan table,
            WeightPatch patch,
            BufferOffset x,
            BufferOffset y,
            BufferOffset w,
            ActiveSteps steps,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        int columns = patch.columns();
        int terms = steps.of(0, 1) * examples;
        float[] laid = scratch.floats(examples * columns);
        for (int k = 0; k < columns; k++) {
            int from = x.at() + patch.source()[0] + patch.column()[k];
            LaneTranspose.column(x.array(), from, laid, patch.columnWeight()[k], columns, terms);
        }
        int filters = table.spec().filtersPerGroup();
        int end = share.to(filters);
        for (int f = share.from(filters); f < end; f++) {
            int factors = y.at() + patch.target()[0] + f * table.filterOutput();
            int to = w.at() + patch.weight() + f * table.filterWeights();
            ChainTile.products(y.array(), factors, laid, columns, terms, w.array(), to);
        }
    }

    /** Returns whether partial sums are computed so: the layouts of an input are shared by enough filters. */
    static boolean paysForLanes(WeightGradientPlan table, int examples) {
        return examples <= FEW && FEWEST_FILTERS * examples <= table.spec().filtersPerGroup();
    }

    /** Computes the partial sums of a batch of few examples, each by itself, and adds them. */
    static void partialSums(
            WeightGradientPlan table,
            BufferOffset x,
            BufferOffset y,
            BufferOffset w,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        boolean often = table.patches().size() >= OFTEN;
        int rows = table.spec().outputRows();
        float[] byLane = scratch.filters(often ? examples * rows : 0);
        for (int row = 0; row < rows && often; row++) {
            LaneTranspose.column(y.array(), y.at() + row * LANES, byLane, row, rows, examples);
        }
        BufferOffset[] lanes = new BufferOffset[examples];
        BufferOffset[] sums = new BufferOffset[examples];
        for (int lane = 0; lane < examples; lane++) {
            lanes[lane] = often
                    ? new BufferOffset(byLane, lane * rows, 0)
                    : new BufferOffset(y.array(), y.at() + lane, y.pitch());
            sums[lane] = w;
        }
        int row = often ? 1 : LANES;
        for (WeightPatch patch : table.patches()) {
            new ExampleWeightGradients(table, patch, x, lanes, sums, ActiveSteps.LAST, examples, true, row, scratch)
                    .run(share);
        }
    }

    private void run(WorkShare share) {
        int panels = Math.ceilDiv(patch.columns(), PANEL);
        int all = panels * table.spec().groups();
        for (int i = share.from(all); i < share.to(all); i++) {
            panel(i / panels, i % panels * PANEL);
        }
    }

    /** The weights of a group for the columns of a panel: chunk after chunk of (block, place), each with the block's examples. */
    private void panel(int group, int column) {
        int input = x.at() + group * table.groupInput();
        boolean first = true;
        int terms = 0;
        int rows = 0;
        for (int block = 0; block < BlockLayout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            int places = steps.of(block, patch.places());
            for (int place = 0; place < places; place++) {
                transpose(input + block * x.pitch() + patch.source()[place], column, rows * PANEL);
                int at = block * y[0].pitch() + patch.target()[place] / LANES * rowLanes;
                for (int lane = 0; lane < (byLane ? 1 : lanes); lane++) {
                    operands.weightTerm[terms++] = at + lane;
                }
                rows += lanes;
                if (rows + LANES > CHUNK) {
                    chunks(group, column, terms, first);
                    first = false;
                    terms = 0;
                    rows = 0;
                }
            }
        }
        if (terms > 0 || first) {
            chunks(group, column, terms, first);
        }
        if (byLane) {
            LaneSums.addExamples(aside, PANEL * table.spec().filtersPerGroup(), y.length);
        }
        for (int i = 0; i < (byLane ? 1 : y.length); i++) {
            scatter(i, group, column);
        }
    }

    private void transpose(int from, int column, int to) {
        int columns = Math.min(PANEL, patch.columns() - column);
        if (byLane) {
            for (int lane = 0; lane < y.length; lane++) {
                for (int i = 0; i < columns; i++) {
                    panel[to + lane * PANEL + i] = x.array()[from + lane + patch.column()[column + i]];
                }
            }
            return;
        }
        int k = 0;
        for (; k + LANES <= columns; k += LANES) {
            LaneTranspose.square(x.array(), from, patch.column(), column + k, panel, to + k, PANEL);
        }
        for (; k < columns; k++) {
            LaneTranspose.column(x.array(), from + patch.column()[column + k], panel, to + k, PANEL, LANES);
        }
    }

    /** Goes on with all chains of the panel by the terms laid out. */
    private void chunks(int group, int column, int terms, boolean first) {
        for (int i = 0; i < y.length; i++) {
            chunk(i, group, column, terms, first);
        }
    }

    private void chunk(int i, int group, int column, int terms, boolean first) {
        int filters = table.spec().filtersPerGroup();
        int vectors = Math.ceilDiv(Math.min(PANEL, patch.columns() - column), LANES);
        operands.w = y[i].array();
        operands.toTerm = terms;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TiledContractions.width(vectors - v);
            boolean direct = !byLane && contiguous(column + v * LANES, width * LANES);
            operands.y = direct ? w[i].array() : aside;
            operands.targetStride = direct ? table.filterWeights() : PANEL;
            operands.from = first ? TileOperands.ZERO : operands.y;
            operands.startStride = first ? 0 : operands.targetStride;
            int height;
            for (int f = 0; f < filters; f += height) {
                int run = runs ? RunTile.height(width, filters - f) : 0;
                height = run > 0 ? run : TiledContractions.height(width, filters - f);
                int filter = group * filters + f;
                operands.weight = y[i].at() + filter * outputStride();
                int to = direct
                        ? weights(i, filter) + patch.columnWeight()[column + v * LANES]
                        : aside(i, f) + v * LANES;
                for (int c = 0; c < width; c++) {
                    operands.source[c] = (v + c) * LANES + (byLane ? i * PANEL : 0);
                    operands.target[c] = to + c * LANES;
                    operands.start[c] = first ? 0 : operands.target[c];
                }
                if (run > 0) {
                    RunTile.run(operands, width);
                } else {
                    TiledContractions.tile(operands, width, height);
                }
            }
        }
    }

    private int aside(int i, int filter) {
        return (i * table.spec().filtersPerGroup() + filter) * PANEL;
    }

    private int weights(int i, int filter) {
        return w[i].at() + patch.weight() + filter * table.filterWeights();
    }

    private boolean contiguous(int column, int count) {
        int[] weight = patch.columnWeight();
        return column + count <= weight.length && weight[column + count - 1] - weight[column] == count - 1;
    }

    /** Takes the sums that waited aside to their weights. */
    private void scatter(int i, int group, int column) {
        int filters = table.spec().filtersPerGroup();
        int vectors = Math.ceilDiv(Math.min(PANEL, patch.columns() - column), LANES);
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TiledContractions.width(vectors - v);
            int from = column + v * LANES;
            boolean run = contiguous(from, width * LANES);
            if (run && !byLane) {
                continue;
            }
            int count = Math.min(width * LANES, patch.columns() - from);
            for (int f = 0; f < filters; f++) {
                int to = weights(i, group * filters + f);
                if (run) {
                    int at = to + patch.columnWeight()[from];
                    System.arraycopy(aside, aside(i, f) + v * LANES, w[i].array(), at, count);
                    continue;
                }
                for (int k = 0; k < count; k++) {
                    w[i].array()[to + patch.columnWeight()[from + k]] = aside[aside(i, f) + v * LANES + k];
                }
            }
        }
    }
}
