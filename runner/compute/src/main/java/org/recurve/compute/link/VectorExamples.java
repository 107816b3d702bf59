package org.recurve.compute.link;

import java.util.Arrays;
import org.recurve.compute.link.WeightTable.Patch;

/**
 * {@link LinkKernel#weights} where a weight serves few places: a matrix product whose chain runs over the examples and whose
 * vectors run over the weights of a filter. Only x is transposed, a panel of columns at a time; y is read where it lies.
 */
final class VectorExamples {
    private static final int LANES = Layout.LANES;
    /** Columns of a panel. */
    private static final int PANEL = Tile.COLUMNS * LANES;

    private VectorExamples() {}

    static void run(WeightTable table, Span x, Span y, Span w, int examples, Share share, Scratch scratch) {
        Tile tile = scratch.tile;
        tile.w = y.array();
        tile.weightStride = table.filterOutput();
        tile.from = Tile.ZERO;
        tile.startStride = 0;
        Arrays.fill(tile.start, 0);
        tile.fromTerm = 0;
        for (Patch patch : table.patches()) {
            int terms = examples * patch.places();
            tile.toTerm = terms;
            tile.sourceTerm = scratch.sourceTerms(terms, PANEL);
            tile.weightTerm = scratch.weightTerms(terms);
            outputs(table, patch, examples, tile.weightTerm);
            int padded = Layout.blocks(examples) * LANES * patch.places();
            tile.x = scratch.floats(PANEL * (padded + SingleTile.TALLEST));
            int panels = Math.ceilDiv(patch.columns(), PANEL);
            int all = panels * table.geometry().groups();
            for (int i = share.from(all); i < share.to(all); i++) {
                int column = i % panels * PANEL;
                int group = i / panels;
                transpose(table, patch, x, x.at() + group * table.groupInput(), column, examples, tile.x);
                panel(table, patch, y, w, group, column, tile);
            }
        }
    }

    /** Where each term finds filter 0's output: example after example, place after place. */
    private static void outputs(WeightTable table, Patch patch, int examples, int[] terms) {
        int term = 0;
        for (int e = 0; e < examples; e++) {
            int at = e / LANES * table.outputBlock() + e % LANES;
            for (int target : patch.target()) {
                terms[term++] = at + target;
            }
        }
    }

    private static void transpose(
            WeightTable table, Patch patch, Span x, int input, int column, int examples, float[] panel) {
        int columns = Math.min(PANEL, patch.columns() - column);
        int places = patch.places();
        for (int block = 0; block * LANES < examples; block++) {
            for (int place = 0; place < places; place++) {
                int from = input + block * table.inputBlock() + patch.source()[place];
                int to = (block * LANES * places + place) * PANEL;
                int k = 0;
                for (; k + LANES <= columns; k += LANES) {
                    Transpose.square(x.array(), from, patch.column(), column + k, panel, to + k, places * PANEL);
                }
                for (; k < columns; k++) {
                    int at = from + patch.column()[column + k];
                    Transpose.column(x.array(), at, panel, to + k, places * PANEL, LANES);
                }
            }
        }
    }

    private static void panel(WeightTable table, Patch patch, Span y, Span w, int group, int column, Tile tile) {
        Geometry g = table.geometry();
        int vectors = Math.ceilDiv(Math.min(PANEL, patch.columns() - column), LANES);
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = VectorChains.width(vectors - v);
            int k = column + v * LANES;
            boolean direct = contiguous(patch, k, width * LANES);
            int height;
            for (int f = 0; f < g.filtersPerGroup(); f += height) {
                height = VectorChains.height(width, g.filtersPerGroup() - f);
                int filter = group * g.filtersPerGroup() + f;
                int weights = w.at() + patch.weight() + filter * table.filterWeights();
                int aside = tile.x.length - PANEL * SingleTile.TALLEST;
                tile.weight = y.at() + filter * table.filterOutput();
                tile.y = direct ? w.array() : tile.x;
                tile.targetStride = direct ? table.filterWeights() : PANEL;
                for (int c = 0; c < width; c++) {
                    tile.source[c] = (v + c) * LANES;
                    tile.target[c] = direct ? weights + patch.columnWeight()[k] + c * LANES : aside + c * LANES;
                }
                VectorChains.tile(tile, width, height);
                if (!direct) {
                    scatter(table, patch, k, width * LANES, height, tile.x, aside, w.array(), weights);
                }
            }
        }
    }

    private static boolean contiguous(Patch patch, int column, int count) {
        int[] weight = patch.columnWeight();
        return column + count <= weight.length && weight[column + count - 1] - weight[column] == count - 1;
    }

    private static void scatter(
            WeightTable table,
            Patch patch,
            int column,
            int count,
            int height,
            float[] sums,
            int at,
            float[] w,
            int to) {
        int end = Math.min(count, patch.columns() - column);
        for (int f = 0; f < height; f++) {
            for (int k = 0; k < end; k++) {
                w[to + f * table.filterWeights() + patch.columnWeight()[column + k]] = sums[at + f * PANEL + k];
            }
        }
    }
}
