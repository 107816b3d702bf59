package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/**
 * {@link ContractionKernel#weights} where a weight serves few positions: a matrix product whose chain runs over places and examples
 * and whose vectors run over the weights of a filter. A chunk of terms at a time, x is laid out with the columns of a panel side by
 * side, once for all filters and all y. What some filters have of y, and their sums, are copied to where they lie close together.
 */
final class DenseWeightGradients {
    private static final int LANES = BlockLayout.LANES;
    /** Columns of a panel. */
    private static final int PANEL = TileOperands.COLUMNS * LANES;
    /** Panels that are laid out together at most. */
    private static final int PANELS = 4;
    /** Terms of a chunk: with the panels they stay in the second-level cache. */
    private static final int CHUNK = 46 * LANES;
    /** Rows of a panel, those behind the last example of a place included. */
    private static final int ROWS = CHUNK + LANES;
    /** Filters that are copied together: a whole number of register tiles of every height. */
    private static final int STRIP = 96;
    /** Floats that the second-level cache holds beside the panels. */
    private static final int CACHED = 1 << 17;
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

    private final TileOperands operands;
    private final float[] panels;
    /** Holds what the filters of a strip have at the places of a chunk, [place][filter][example]. */
    private final float[] strip;
    /** Holds the sums of a strip, [filter][column]. */
    private final float[] sums;
    /** Says where y of each place of a chunk lies, and which term its first example is. */
    private final int[] outputs;

    private final int[] terms;

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
        this.operands = scratch.tile;
        this.panels = scratch.floats(wide * ROWS);
        this.strip = scratch.filters(STRIP * CHUNK + LANES);
        this.sums = scratch.aside(STRIP * wide);
        this.outputs = scratch.places(CHUNK);
        this.terms = scratch.rows(CHUNK + 1);
        operands.w = strip;
        operands.x = panels;
        operands.y = sums;
        operands.targetStride = wide;
        operands.weightTerm = scratch.weightTerms(CHUNK);
        operands.sourceTerm = scratch.sourceTerms(CHUNK, PANEL);
        operands.sourceStep = PANEL;
    }

    /** Returns whether it pays to copy y: what a chunk reads of it as it lies would not stay in the caches. */
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
            new DenseWeightGradients(table, patch, x, y, w, steps, examples, share, scratch).run(share);
        }
    }

    private void run(WorkShare share) {
        int strips = Math.ceilDiv(filters, STRIP);
        int parts = Math.ceilDiv(patch.columns(), wide);
        int all = table.spec().groups() * parts * strips;
        int end;
        for (int at = share.from(all); at < share.to(all); at = end) {
            int part = at / strips;
            end = Math.min(share.to(all), (part + 1) * strips);
            int fromFilter = (at - part * strips) * STRIP;
            int toFilter = Math.min((end - part * strips) * STRIP, filters);
            columns(part / parts, part % parts * wide, fromFilter, toFilter);
        }
    }

    /** The weights of some filters of a group for some columns: chunk after chunk of (block, place), each with the block's examples. */
    private void columns(int group, int column, int fromFilter, int toFilter) {
        int input = x.at() + group * table.groupInput();
        boolean first = true;
        int places = 0;
        terms[0] = 0;
        for (int block = 0; block < BlockLayout.blocks(examples); block++) {
            int lanes = Math.min(LANES, examples - block * LANES);
            int all = steps.of(block, patch.places());
            for (int place = 0; place < all; place++) {
                inputs(input + block * x.pitch() + patch.source()[place], column, terms[places], lanes);
                outputs[places] = block * y[0].pitch() + patch.target()[place];
                terms[places + 1] = terms[places] + lanes;
                places++;
                if (terms[places] + LANES > CHUNK) {
                    chunk(group, column, fromFilter, toFilter, places, first);
                    first = false;
                    places = 0;
                }
            }
        }
        if (places > 0 || first) {
            chunk(group, column, fromFilter, toFilter, places, first);
        }
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
        for (int i = 0; i < y.length; i++) {
            for (int filter = fromFilter; filter < toFilter; filter += STRIP) {
                int count = Math.min(STRIP, toFilter - filter);
                int from = y[i].at() + (group * filters + filter) * table.filterOutput();
                int to = w[i].at() + patch.weight() + (group * filters + filter) * table.filterWeights();
                if (first) {
                    Arrays.fill(sums, 0, count * wide, 0f);
                } else {
                    weights(w[i].array(), to, column, count, false);
                }
                int end;
                for (int place = 0; place < places; place = end) {
                    end = place + 1;
                    int lanes = terms[end] - terms[place];
                    while (end < places && terms[end + 1] - terms[end] == lanes) {
                        end++;
                    }
                    outputs(y[i].array(), from, count, place, end, lanes);
                    products(column, count, terms[place], terms[end], lanes);
                }
                weights(w[i].array(), to, column, count, true);
            }
        }
    }

    /** Copies what the filters of a strip have at some places with equally many examples. */
    private void outputs(float[] array, int from, int count, int fromPlace, int toPlace, int lanes) {
        int step = table.filterOutput();
        for (int place = fromPlace; place < toPlace; place++) {
            int at = from + outputs[place];
            int first = terms[place] * STRIP;
            int to = first;
            for (int f = 0; f < count; f++, at += step, to += lanes) {
                for (int lane = 0; lane < lanes; lane += VectorLanes.WIDTH) {
                    FloatVector.fromArray(VectorLanes.SPECIES, array, at + lane).intoArray(strip, to + lane);
                }
            }
            for (int lane = 0; lane < lanes; lane++) {
                operands.weightTerm[terms[place] + lane] = first + lane;
            }
        }
    }

    private void products(int column, int count, int fromTerm, int toTerm, int lanes) {
        operands.weightStride = lanes;
        operands.fromTerm = fromTerm;
        operands.toTerm = toTerm;
        operands.from = sums;
        operands.startStride = wide;
        int vectors = Math.ceilDiv(Math.min(wide, patch.columns() - column), LANES);
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TiledContractions.width(vectors - v);
            int height;
            for (int f = 0; f < count; f += height) {
                height = TiledContractions.height(width, count - f);
                operands.weight = f * lanes;
                for (int c = 0; c < width; c++) {
                    operands.source[c] = (v + c) / TileOperands.COLUMNS * ROWS * PANEL + (v + c) * LANES % PANEL;
                    operands.target[c] = f * wide + (v + c) * LANES;
                    operands.start[c] = operands.target[c];
                }
                TiledContractions.tile(operands, width, height);
            }
        }
    }

    /** Takes the sums of a strip to their weights, or from there. */
    private void weights(float[] array, int first, int column, int count, boolean there) {
        int[] weight = patch.columnWeight();
        int columns = Math.min(wide, weight.length - column);
        boolean neighbours = weight[column + columns - 1] - weight[column] == columns - 1;
        for (int f = 0; f < count; f++) {
            int to = first + f * table.filterWeights();
            if (neighbours && there) {
                System.arraycopy(sums, f * wide, array, to + weight[column], columns);
            } else if (neighbours) {
                System.arraycopy(array, to + weight[column], sums, f * wide, columns);
            } else {
                for (int k = 0; k < columns; k++) {
                    if (there) {
                        array[to + weight[column + k]] = sums[f * wide + k];
                    } else {
                        sums[f * wide + k] = array[to + weight[column + k]];
                    }
                }
            }
        }
    }
}
