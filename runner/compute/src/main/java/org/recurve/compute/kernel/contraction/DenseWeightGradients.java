package org.recurve.compute.kernel.contraction;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.StraightTile;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/**
 * {@link ContractionKernel#weights} where a weight serves few positions: a matrix product whose chain runs over places and examples
 * and whose vectors run over the weights of a filter. Both sides are laid out for it, a chunk of terms at a time: x with the columns
 * of a panel side by side, once for all filters and all y, and y with the filters of a register tile side by side.
 */
final class DenseWeightGradients {
    private static final int LANES = BlockLayout.LANES;
    /** Columns of a panel. */
    private static final int PANEL = TileOperands.COLUMNS * LANES;
    /** Panels that are laid out together at most: with a chunk of terms they stay in the second-level cache. */
    private static final int PANELS = 8;
    /** Terms of a chunk. */
    private static final int CHUNK = 32 * LANES;
    /** Rows of a panel or tile, those behind the last example of a place included. */
    private static final int ROWS = CHUNK + LANES;
    /** Filters that are laid out together: a whole number of register tiles of every height. */
    private static final int STRIP = 48;
    /** The height of register tiles where vectors are short. */
    private static final int LOW = 4;
    /** Floats that the caches hold beside all else. */
    private static final int CACHED = 1 << 20;
    /** Examples of a block from which its rows are transposed as a square. */
    private static final int SQUARE = VectorLanes.MANY_REGISTERS ? 4 : LANES;

    private final WeightGradientPlan table;
    private final WeightPatch patch;
    private final BufferOffset x;
    private final BufferOffset[] y;
    private final BufferOffset[] w;
    private final ActiveSteps steps;
    private final int examples;
    private final int filters;
    /** The columns that are computed together. */
    private final int wide;
    /** Filters of a register tile. */
    private final int high;

    private final TileOperands operands;
    private final float[] panels;
    /** Holds what a strip has at a place, [example][filter]; the next at the places of a chunk, [tile][term][filter of the tile]. */
    private final float[] square;

    private final float[] strip;
    /** Says where y of each place of a chunk lies, and which row its first example has. */
    private final int[] outputs;

    private final int[] rows;
    /** Says where sums wait aside, vector by vector, since they are no neighbours in memory; −1 for the others. */
    private final int[] slots;

    private int asideColumns;
    private float[] aside;

    private DenseWeightGradients(
            WeightGradientPlan table,
            WeightPatch patch,
            BufferOffset x,
            BufferOffset[] y,
            BufferOffset[] w,
            ActiveSteps steps,
            int examples,
            WorkShare share,
            ContractionScratch scratch) {
        this.table = table;
        this.patch = patch;
        this.x = x;
        this.y = y;
        this.w = w;
        this.steps = steps;
        this.examples = examples;
        this.filters = table.spec().filtersPerGroup();
        int all = Math.ceilDiv(patch.columns(), PANEL);
        this.wide = PANEL * Math.clamp(Math.ceilDiv(all, share.parts()), 1, PANELS);
        int width = TiledContractions.width(Math.min(TileOperands.COLUMNS, Math.ceilDiv(patch.columns(), LANES)));
        this.high = VectorLanes.MANY_REGISTERS ? StraightTile.height(width, STRIP) : LOW;
        this.operands = scratch.tile;
        this.panels = scratch.floats(Math.min(all, wide / PANEL) * PANEL * ROWS);
        this.square = scratch.strip;
        this.strip = scratch.filters(STRIP * ROWS + LANES);
        this.outputs = scratch.weightTerms(CHUNK);
        this.rows = scratch.rows(CHUNK + 1);
        this.slots = new int[wide / LANES];
        this.aside = scratch.aside(0);
        operands.w = strip;
        operands.x = panels;
        operands.weightStride = 1;
        operands.weightStep = high;
        operands.weightTerm = scratch.filterTerms(CHUNK, high);
        operands.sourceTerm = scratch.sourceTerms(CHUNK, PANEL);
        operands.sourceStep = PANEL;
        operands.fromTerm = 0;
    }

    /** Returns whether it pays to lay y out: what a chunk reads of it as it lies would not stay in the caches. */
    static boolean pays(WeightGradientPlan table, int examples) {
        long places = (long) table.spec().prefix() * table.spec().map().positions() * BlockLayout.blocks(examples);
        return examples >= SQUARE
                && Math.min(places, CHUNK / Math.min(examples, LANES))
                                * table.spec().filtersPerGroup()
                                * LANES
                        > CACHED;
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
            new DenseWeightGradients(table, patch, x, y, w, steps, examples, share, scratch).run(share, scratch);
        }
    }

    private void run(WorkShare share, ContractionScratch scratch) {
        int strips = Math.ceilDiv(filters, STRIP);
        int parts = Math.ceilDiv(patch.columns(), wide);
        int all = table.spec().groups() * parts * strips;
        int end;
        for (int at = share.from(all); at < share.to(all); at = end) {
            int part = at / strips;
            end = Math.min(share.to(all), (part + 1) * strips);
            int column = part % parts * wide;
            place(column, scratch);
            int fromFilter = (at - part * strips) * STRIP;
            columns(part / parts, column, fromFilter, Math.min((end - part * strips) * STRIP, filters));
        }
    }

    /** Decides which columns' sums wait aside. */
    private void place(int column, ContractionScratch scratch) {
        int[] weight = patch.columnWeight();
        asideColumns = 0;
        for (int v = 0; v < vectors(column); v++) {
            int first = column + v * LANES;
            int last = first + LANES - 1;
            boolean neighbours = last < weight.length && weight[last] - weight[first] == LANES - 1;
            slots[v] = neighbours ? -1 : asideColumns;
            asideColumns += neighbours ? 0 : LANES;
        }
        aside = scratch.aside(y.length * filters * asideColumns);
    }

    private int vectors(int column) {
        return Math.ceilDiv(Math.min(wide, patch.columns() - column), LANES);
    }

    /** The weights of some filters of a group for some columns: chunk after chunk of (block, place), each with the block's examples. */
    private void columns(int group, int column, int fromFilter, int toFilter) {
        int input = x.at() + group * table.groupInput();
        boolean first = true;
        int places = 0;
        rows[0] = 0;
        for (int block = 0; block < BlockLayout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            int all = steps.of(block, patch.places());
            for (int place = 0; place < all; place++) {
                inputs(input + block * x.pitch() + patch.source()[place], column, rows[places], lanes);
                outputs[places] = block * y[0].pitch() + patch.target()[place];
                rows[places + 1] = rows[places] + lanes;
                places++;
                if (rows[places] + LANES > CHUNK) {
                    chunk(group, column, fromFilter, toFilter, places, first);
                    first = false;
                    places = 0;
                }
            }
        }
        if (places > 0 || first) {
            chunk(group, column, fromFilter, toFilter, places, first);
        }
        takeFromAside(group, column, fromFilter, toFilter);
    }

    /** Lays a place's inputs out, example after example. */
    private void inputs(int from, int column, int row, int lanes) {
        int[] columns = patch.column();
        int end = Math.min(column + wide, columns.length);
        for (int k = column; k < end; k += LANES) {
            int to = ((k - column) / PANEL * ROWS + row) * PANEL + (k - column) % PANEL;
            if (lanes >= SQUARE && k + LANES <= end) {
                LaneTranspose.square(x.array(), from, columns, k, panels, to, PANEL);
                continue;
            }
            for (int lane = 0; lane < lanes; lane++) {
                for (int i = k; i < Math.min(k + LANES, end); i++) {
                    panels[to + lane * PANEL + i - k] = x.array()[from + columns[i] + lane];
                }
            }
        }
    }

    /** Goes on with all chains by the terms of the places laid out. */
    private void chunk(int group, int column, int fromFilter, int toFilter, int places, boolean first) {
        operands.toTerm = rows[places];
        for (int i = 0; i < y.length; i++) {
            for (int filter = fromFilter; filter < toFilter; filter += STRIP) {
                int count = Math.min(STRIP, toFilter - filter);
                int from = y[i].at() + (group * filters + filter) * table.filterOutput();
                for (int place = 0; place < places; place++) {
                    outputs(i, from + outputs[place], count, rows[place], rows[place + 1] - rows[place]);
                }
                products(i, group, column, filter, count, first);
            }
        }
    }

    /** Lays what the filters of a strip have at a place out, example after example. */
    private void outputs(int i, int from, int count, int row, int lanes) {
        int step = table.filterOutput();
        int f = 0;
        for (; lanes >= SQUARE && count >= LANES && f < count; f += LANES) {
            int at = Math.min(f, count - LANES);
            LaneTranspose.square(y[i].array(), from + at * step, step, square, at, STRIP);
        }
        for (int lane = 0; lane < lanes; lane++) {
            for (int k = f; k < count; k++) {
                square[lane * STRIP + k] = y[i].array()[from + k * step + lane];
            }
        }
        for (int tile = 0; tile * high < count; tile++) {
            int to = tile * high * ROWS + row * high;
            for (int lane = 0; lane < lanes; lane++) {
                copy(lane * STRIP + tile * high, to + lane * high);
            }
        }
    }

    /** Takes a term of a tile to its place; what a vector has too many, the next terms overwrite. */
    private void copy(int from, int to) {
        if (VectorLanes.MANY_REGISTERS) {
            FloatVector.fromArray(VectorLanes.SPECIES, square, from).intoArray(strip, to);
            return;
        }
        for (int f = 0; f < high; f++) {
            strip[to + f] = square[from + f];
        }
    }

    private void products(int i, int group, int column, int filter, int count, boolean first) {
        int vectors = vectors(column);
        int width;
        for (int v = 0; v < vectors; v += width) {
            boolean direct = slots[v] < 0;
            width = alike(v, vectors, direct);
            operands.y = direct ? w[i].array() : aside;
            operands.targetStride = direct ? table.filterWeights() : asideColumns;
            operands.from = first ? TileOperands.ZERO : operands.y;
            operands.startStride = first ? 0 : operands.targetStride;
            int height;
            for (int f = 0; f < count; f += height) {
                int left = Math.min(count, f / high * high + high) - f;
                int straight = VectorLanes.MANY_REGISTERS ? StraightTile.height(width, left) : 0;
                height = straight > 0 ? straight : TiledContractions.height(width, left);
                operands.weight = f / high * high * ROWS + f % high;
                int to = direct ? weights(i, group * filters + filter + f) : aside(i, filter + f);
                for (int c = 0; c < width; c++) {
                    operands.source[c] = (v + c) / TileOperands.COLUMNS * ROWS * PANEL + (v + c) * LANES % PANEL;
                    operands.target[c] = to + (direct ? patch.columnWeight()[column + (v + c) * LANES] : slots[v + c]);
                    operands.start[c] = first ? 0 : operands.target[c];
                }
                if (straight > 0) {
                    StraightTile.run(operands, width, height);
                } else {
                    TiledContractions.tile(operands, width, height);
                }
            }
        }
    }

    /** Returns how many vectors a tile takes from one on, whose sums all wait aside or none of them. */
    private int alike(int v, int vectors, boolean direct) {
        int end = v + 1;
        while (end < Math.min(vectors, v + TileOperands.COLUMNS) && slots[end] < 0 == direct) {
            end++;
        }
        return TiledContractions.width(end - v);
    }

    private int aside(int i, int filter) {
        return (i * filters + filter) * asideColumns;
    }

    private int weights(int i, int filter) {
        return w[i].at() + patch.weight() + filter * table.filterWeights();
    }

    /** Takes the sums that waited aside to their weights. */
    private void takeFromAside(int group, int column, int fromFilter, int toFilter) {
        if (asideColumns == 0) {
            return;
        }
        for (int i = 0; i < y.length; i++) {
            for (int filter = fromFilter; filter < toFilter; filter++) {
                int to = weights(i, group * filters + filter);
                for (int k = column; k < Math.min(column + wide, patch.columns()); k++) {
                    int slot = slots[(k - column) / LANES];
                    if (slot >= 0) {
                        w[i].array()[to + patch.columnWeight()[k]] =
                                aside[aside(i, filter) + slot + (k - column) % LANES];
                    }
                }
            }
        }
    }
}
