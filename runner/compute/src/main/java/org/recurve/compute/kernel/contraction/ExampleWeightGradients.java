package org.recurve.compute.kernel.contraction;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.RunTile;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/**
 * {@link ContractionKernel#weights} where a weight serves few positions: a matrix product whose chain runs over places and examples
 * and whose vectors run over the weights of a filter. Only x is transposed, a panel of columns at a time, a chunk of terms
 * at a time, for all y together; they are read where they lie.
 */
final class ExampleWeightGradients {
    private static final int LANES = BlockLayout.LANES;
    /** Columns of a panel. */
    private static final int PANEL = TileOperands.COLUMNS * LANES;
    /** Terms of a chunk, so that its share of a panel stays in the second-level cache. */
    private static final int CHUNK = 32 * LANES;

    private final WeightGradientPlan table;
    private final WeightPatch patch;
    private final BufferOffset x;
    private final BufferOffset[] y;
    private final BufferOffset[] w;
    private final ActiveSteps steps;
    private final int examples;
    /** Says whether each block's terms are a run, since all of its lanes count. */
    private final boolean runs;

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
            ContractionScratch scratch) {
        this.table = table;
        this.patch = patch;
        this.x = x;
        this.y = y;
        this.w = w;
        this.steps = steps;
        this.examples = examples;
        this.runs = VectorLanes.MANY_REGISTERS && examples % LANES == 0;
        this.operands = scratch.tile;
        this.panel = scratch.floats(PANEL * (CHUNK + LANES));
        this.aside = scratch.aside(y.length * PANEL * table.spec().filtersPerGroup());
        operands.weightStride = table.filterOutput();
        operands.weightTerm = scratch.weightTerms(CHUNK);
        operands.x = panel;
        operands.sourceTerm = scratch.sourceTerms(CHUNK, PANEL);
        operands.sourceStep = PANEL;
        operands.fromTerm = 0;
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
            new ExampleWeightGradients(table, patch, x, y, w, steps, examples, scratch).run(share);
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
        for (int block = 0; block < BlockLayout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            int places = steps.of(block, patch.places());
            for (int place = 0; place < places; place++) {
                transpose(input + block * x.pitch() + patch.source()[place], column, terms * PANEL);
                int at = block * y[0].pitch() + patch.target()[place];
                for (int lane = 0; lane < lanes; lane++) {
                    operands.weightTerm[terms++] = at + lane;
                }
                if (terms + LANES > CHUNK) {
                    chunks(group, column, terms, first);
                    first = false;
                    terms = 0;
                }
            }
        }
        if (terms > 0 || first) {
            chunks(group, column, terms, first);
        }
        for (int i = 0; i < y.length; i++) {
            scatter(i, group, column);
        }
    }

    private void transpose(int from, int column, int to) {
        int columns = Math.min(PANEL, patch.columns() - column);
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
            boolean direct = contiguous(column + v * LANES, width * LANES);
            operands.y = direct ? w[i].array() : aside;
            operands.targetStride = direct ? table.filterWeights() : PANEL;
            operands.from = first ? TileOperands.ZERO : operands.y;
            operands.startStride = first ? 0 : operands.targetStride;
            int height;
            for (int f = 0; f < filters; f += height) {
                int run = runs ? RunTile.height(width, filters - f) : 0;
                height = run > 0 ? run : TiledContractions.height(width, filters - f);
                int filter = group * filters + f;
                operands.weight = y[i].at() + filter * table.filterOutput();
                int to = direct
                        ? weights(i, filter) + patch.columnWeight()[column + v * LANES]
                        : aside(i, f) + v * LANES;
                for (int c = 0; c < width; c++) {
                    operands.source[c] = (v + c) * LANES;
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
            if (contiguous(from, width * LANES)) {
                continue;
            }
            int count = Math.min(width * LANES, patch.columns() - from);
            for (int f = 0; f < filters; f++) {
                int to = weights(i, group * filters + f);
                for (int k = 0; k < count; k++) {
                    w[i].array()[to + patch.columnWeight()[from + k]] = aside[aside(i, f) + v * LANES + k];
                }
            }
        }
    }
}
