package org.recurve.compute.link;

import java.util.Arrays;
import org.recurve.compute.link.ChainTable.Bundle;
import org.recurve.compute.link.ChainTable.Panel;
import org.recurve.compute.link.Start.Form;

/** {@link LinkKernel#chains} in register tiles. */
final class VectorChains {
    private static final int LANES = Layout.LANES;
    private static final int WIDEST = Lanes.MANY_REGISTERS ? Tile.COLUMNS : 2;

    private final ChainTable table;
    private final Span w;
    private final Span source;
    private final Start start;
    private final Span target;
    private final Tile tile;
    private final UnitVectors across;

    VectorChains(ChainTable table, Span w, Span source, Start start, Span target, Scratch scratch) {
        this.table = table;
        this.w = w;
        this.source = source;
        this.start = start;
        this.target = target;
        this.tile = scratch.tile;
        this.across = new UnitVectors(table, w, source, start, target, scratch);
        tile.w = w.array();
        tile.x = source.array();
        tile.y = target.array();
        tile.weightStride = table.unitWeight();
        tile.targetStride = table.unitTarget() * LANES;
        tile.startStride = switch (start.form()) {
            case ZERO -> 0;
            case CHANNEL -> LANES;
            case ROW, EXAMPLE -> tile.targetStride;
        };
        tile.from = switch (start.form()) {
            case ZERO -> Tile.ZERO;
            case CHANNEL -> biases(table, start.from(), scratch);
            case ROW -> target.array();
            case EXAMPLE -> start.from().array();
        };
        tile.fromTerm = 0;
        Arrays.fill(tile.start, 0);
    }

    /** A bias for each target channel, in all lanes. */
    private static float[] biases(ChainTable table, Span from, Scratch scratch) {
        float[] biases = scratch.aside(table.targetChannels() * LANES);
        for (int channel = 0; channel < table.targetChannels(); channel++) {
            float bias = from.array()[from.at() + channel];
            Arrays.fill(biases, channel * LANES, (channel + 1) * LANES, bias);
        }
        return biases;
    }

    void run(Ends ends, int fromBlock, int toBlock, Share share) {
        boolean byUnits = table.units() >= 4 * share.parts();
        Share units = byUnits ? share : Share.ALL;
        Share columns = byUnits ? Share.ALL : share;
        for (Panel panel : table.panels()) {
            tile.weightTerm = panel.weight();
            tile.sourceTerm = panel.offset();
            tile.toTerm = panel.terms();
            tile.weightStep = panel.step();
            tile.sourceStep = LANES;
            for (Bundle bundle : panel.bundles()) {
                if (ends.isLast()) {
                    bundle(panel, bundle, fromBlock, bundle.columns() * (toBlock - fromBlock), columns, units);
                    continue;
                }
                for (int block = fromBlock; block < toBlock; block++) {
                    bundle(panel, bundle, block, ends.of(block, bundle.columns()), columns, units);
                }
            }
        }
    }

    /** The first {@code all} columns, counted block after block. */
    private void bundle(Panel panel, Bundle bundle, int fromBlock, int all, Share columns, Share units) {
        int from = columns.from(all);
        int to = columns.to(all);
        int unit = units.from(table.units());
        int end = units.to(table.units());
        int fit = UnitVectors.fit(table, panel, to - from, end - unit);
        if (fit > 0) {
            across.run(panel, bundle, fromBlock, from, to, unit, fit);
        }
        if (unit + fit < end) {
            int width;
            for (int q = from; q < to; q += width) {
                width = width(to - q);
                place(bundle, fromBlock, q, width);
                units(panel, bundle, width, unit + fit, end);
            }
        }
    }

    /** Points the tile's columns at {@code width} of the bundle's, counted from {@code q} block after block. */
    private void place(Bundle bundle, int fromBlock, int q, int width) {
        int block = fromBlock + q / bundle.columns();
        int column = q % bundle.columns();
        for (int c = 0; c < width; c++) {
            tile.source[c] = source.at(block) + bundle.source()[column] * LANES;
            tile.column[c] = target.at(block) + bundle.target()[column] * LANES;
            tile.block[c] = block;
            if (++column == bundle.columns()) {
                column = 0;
                block++;
            }
        }
    }

    private void units(Panel panel, Bundle bundle, int width, int from, int to) {
        int height;
        for (int unit = from; unit < to; unit += height) {
            int even = Lanes.MANY_REGISTERS && panel.step() > 0 ? StraightTile.height(width, to - unit) : 0;
            height = even > 0 ? even : height(width, to - unit);
            tile.weight = w.at() + bundle.weight() + unit * table.unitWeight();
            for (int c = 0; c < width; c++) {
                tile.target[c] = tile.column[c] + unit * tile.targetStride;
            }
            if (start.form() != Form.ZERO) {
                begin(width, height);
            }
            if (even > 0) {
                StraightTile.run(tile, width, height);
            } else {
                tile(tile, width, height);
            }
        }
    }

    private void begin(int width, int height) {
        for (int c = 0; c < width; c++) {
            int row = (tile.target[c] - target.at(tile.block[c])) / LANES;
            switch (start.form()) {
                case ZERO -> {}
                case CHANNEL -> tile.start[c] = table.shared(Form.CHANNEL, row) * LANES;
                case ROW -> {
                    tile.start[c] = tile.target[c];
                    spread(row, tile.target[c], height);
                }
                case EXAMPLE -> tile.start[c] = start.from().at(tile.block[c]) + row * LANES;
            }
        }
    }

    /** Spreads initial values of rows over the target, from where the tile takes them. */
    private void spread(int row, int at, int height) {
        Span from = start.from();
        for (int u = 0; u < height; u++) {
            int to = at + u * tile.targetStride;
            float value = from.array()[from.at() + table.shared(Form.ROW, row + u * table.unitTarget())];
            Arrays.fill(target.array(), to, to + LANES, value);
        }
    }

    /** The columns of the widest shape that {@code columns} fill. */
    static int width(int columns) {
        return Math.min(WIDEST, Integer.highestOneBit(columns));
    }

    /** The units of the tallest shape of that width that {@code units} fill. */
    static int height(int width, int units) {
        return switch (width) {
            case 4 -> QuadTile.height(units);
            case 2 -> PairTile.height(units);
            default -> SingleTile.height(units);
        };
    }

    static void tile(Tile tile, int width, int height) {
        for (int lane = 0; lane < LANES; lane += Lanes.WIDTH) {
            switch (width) {
                case 4 -> QuadTile.run(tile, height, lane);
                case 2 -> PairTile.run(tile, height, lane);
                default -> SingleTile.run(tile, height, lane);
            }
        }
    }
}
