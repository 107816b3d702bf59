package org.recurve.compute.link;

import java.util.Arrays;
import org.recurve.compute.link.ChainTable.Bundle;
import org.recurve.compute.link.ChainTable.Panel;
import org.recurve.compute.link.Start.Form;

/**
 * {@link LinkKernel#chains} with units side by side in the vectors and examples broadcast: where the weights of neighbouring
 * units are neighbours in memory, as for a dense layer's input adjoint, they are read as they lie. A block's results are
 * computed aside as [example][unit] and transposed into place.
 */
final class UnitVectors {
    private static final int LANES = Layout.LANES;
    /** Units computed together. */
    private static final int STRIP = Tile.COLUMNS * LANES;

    private final ChainTable table;
    private final Span w;
    private final Span source;
    private final Start start;
    private final Span target;
    private final Tile tile;
    private final float[] aside;

    UnitVectors(ChainTable table, Span w, Span source, Start start, Span target, Scratch scratch) {
        this.table = table;
        this.w = w;
        this.source = source;
        this.start = start;
        this.target = target;
        this.tile = scratch.across;
        this.aside = scratch.strip;
        tile.w = source.array();
        tile.weightStride = 1;
        tile.x = w.array();
        tile.y = aside;
        tile.targetStride = STRIP;
        tile.from = start.form() == Form.ZERO ? Tile.ZERO : aside;
        tile.startStride = start.form() == Form.ZERO ? 0 : STRIP;
        Arrays.fill(tile.start, 0);
        tile.fromTerm = 0;
    }

    /**
     * How many of {@code units} this should take: whole vectors, of weights that are neighbours, for so few columns that
     * they fill no tile the other way round.
     */
    static int fit(ChainTable table, Panel panel, int columns, int units) {
        boolean fits = table.unitWeight() == 1 && panel.terms() >= LANES && columns == 1;
        return fits ? units / LANES * LANES : 0;
    }

    /** Computes {@code units} from {@code unit} on, for the columns {@code from} to {@code to} counted block after block. */
    void run(Panel panel, Bundle bundle, int fromBlock, int from, int to, int unit, int units) {
        tile.weightTerm = panel.offset();
        tile.sourceTerm = panel.weight();
        tile.toTerm = panel.terms();
        for (int done = 0; done < units; done += STRIP) {
            int strip = Math.min(STRIP, units - done);
            for (int c = 0; c < strip / LANES; c++) {
                tile.column[c] = w.at() + bundle.weight() + unit + done + c * LANES;
            }
            for (int q = from; q < to; q++) {
                int block = fromBlock + q / bundle.columns();
                int column = q % bundle.columns();
                int row = bundle.target()[column] + (unit + done) * table.unitTarget();
                tile.weight = source.at(block) + bundle.source()[column] * LANES;
                begin(block, row, strip);
                strip(strip / LANES);
                for (int c = 0; c < strip; c += LANES) {
                    int at = target.at(block) + (row + c * table.unitTarget()) * LANES;
                    Transpose.square(aside, c, STRIP, target.array(), at, table.unitTarget() * LANES);
                }
            }
        }
    }

    private void strip(int vectors) {
        int first = tile.weight;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = VectorChains.width(vectors - v);
            int height;
            for (int example = 0; example < LANES; example += height) {
                height = VectorChains.height(width, LANES - example);
                tile.weight = first + example;
                for (int c = 0; c < width; c++) {
                    int at = example * STRIP + (v + c) * LANES;
                    tile.source[c] = tile.column[v + c];
                    tile.target[c] = at;
                    tile.start[c] = start.form() == Form.ZERO ? 0 : at;
                }
                VectorChains.tile(tile, width, height);
            }
        }
        tile.weight = first;
    }

    /** Lays the initial values of a strip aside, [example][unit]. */
    private void begin(int block, int row, int strip) {
        Span from = start.from();
        int step = table.unitTarget();
        switch (start.form()) {
            case ZERO -> {}
            case EXAMPLE -> {
                for (int c = 0; c < strip; c += LANES) {
                    int at = from.at(block) + (row + c * step) * LANES;
                    Transpose.square(from.array(), at, step * LANES, aside, c, STRIP);
                }
            }
            case CHANNEL, ROW -> {
                for (int u = 0; u < strip; u++) {
                    aside[u] = from.array()[from.at() + table.shared(start.form(), row + u * step)];
                }
                for (int example = 1; example < LANES; example++) {
                    System.arraycopy(aside, 0, aside, example * STRIP, strip);
                }
            }
        }
    }
}
