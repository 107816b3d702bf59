package org.recurve.compute.link;

import java.util.Arrays;
import org.recurve.compute.link.ChainTable.Bundle;
import org.recurve.compute.link.ChainTable.Panel;

/** {@link LinkKernel#chains} in register tiles. */
final class VectorChains {
    private static final float[] ZERO = new float[Layout.LANES];
    private static final int WIDEST = Lanes.MANY_REGISTERS ? Tile.COLUMNS : 2;

    private VectorChains() {}

    /** Everything that stays the same during one call. */
    record Call(ChainTable table, Span w, Span source, Start start, Span target, int fromBlock, int toBlock) {}

    static void run(Call call, Share share, Tile tile) {
        ChainTable table = call.table;
        boolean byUnits = table.units() >= 4 * share.parts();
        Share units = byUnits ? share : Share.ALL;
        Share columns = byUnits ? Share.ALL : share;
        tile.w = call.w.array();
        tile.x = call.source.array();
        tile.y = call.target.array();
        tile.weightStride = table.unitWeight();
        tile.targetStride = table.unitTarget() * Layout.LANES;
        for (Panel panel : table.panels()) {
            tile.weightTerm = panel.weight();
            tile.sourceTerm = panel.offset();
            for (Bundle bundle : panel.bundles()) {
                int all = bundle.columns() * (call.toBlock - call.fromBlock);
                bundle(call, panel, bundle, tile, units, columns.from(all), columns.to(all));
            }
        }
    }

    private static void bundle(Call call, Panel panel, Bundle bundle, Tile tile, Share units, int from, int to) {
        int columns;
        for (int q = from; q < to; q += columns) {
            columns = width(to - q);
            for (int unit = units.from(call.table.units()); unit < units.to(call.table.units()); ) {
                int height = height(columns, units.to(call.table.units()) - unit);
                tile.weight = call.w.at() + bundle.weight() + unit * call.table.unitWeight();
                place(call, bundle, tile, q, columns, unit);
                begin(call, tile, columns, height);
                tile.fromTerm = 0;
                tile.toTerm = panel.terms();
                tile(tile, columns, height);
                unit += height;
            }
        }
    }

    /** The columns of the widest shape that {@code columns} fill. */
    static int width(int columns) {
        return Math.min(WIDEST, Integer.highestOneBit(columns));
    }

    static int height(int columns, int units) {
        return switch (columns) {
            case 4 -> QuadTile.height(units);
            case 2 -> PairTile.height(units);
            default -> SingleTile.height(units);
        };
    }

    static void tile(Tile tile, int columns, int height) {
        for (int lane = 0; lane < Layout.LANES; lane += Lanes.WIDTH) {
            switch (columns) {
                case 4 -> QuadTile.run(tile, height, lane);
                case 2 -> PairTile.run(tile, height, lane);
                default -> SingleTile.run(tile, height, lane);
            }
        }
    }

    private static void place(Call call, Bundle bundle, Tile tile, int q, int columns, int unit) {
        for (int c = 0; c < columns; c++) {
            int block = call.fromBlock + (q + c) / bundle.columns();
            int column = (q + c) % bundle.columns();
            int source = block * call.table.sourceRows() + bundle.source()[column];
            int target = block * call.table.targetRows() + bundle.target()[column] + unit * call.table.unitTarget();
            tile.source[c] = call.source.at() + source * Layout.LANES;
            tile.target[c] = call.target.at() + target * Layout.LANES;
        }
    }

    private static void begin(Call call, Tile tile, int columns, int units) {
        Start start = call.start;
        switch (start.form()) {
            case ZERO -> {
                tile.from = ZERO;
                tile.startStride = 0;
                Arrays.fill(tile.start, 0);
            }
            case EXAMPLE -> {
                tile.from = start.from().array();
                tile.startStride = tile.targetStride;
                for (int c = 0; c < columns; c++) {
                    tile.start[c] = tile.target[c] - call.target.at() + start.from().at();
                }
            }
            case CHANNEL, ROW -> {
                tile.from = tile.y;
                tile.startStride = tile.targetStride;
                for (int c = 0; c < columns; c++) {
                    tile.start[c] = tile.target[c];
                    fill(call, tile.target[c], units);
                }
            }
        }
    }

    /** Spreads shared initial values over the target, from where the tile takes them. */
    private static void fill(Call call, int target, int units) {
        ChainTable table = call.table;
        Span from = call.start.from();
        int row = (target - call.target.at()) / Layout.LANES % table.periodRows();
        for (int u = 0; u < units; u++) {
            int at = target + u * table.unitTarget() * Layout.LANES;
            int element = row + u * table.unitTarget();
            float value = from.array()[from.at()
                    + (call.start.form() == Start.Form.ROW ? element : element / table.unitTarget())];
            Arrays.fill(call.target.array(), at, at + Layout.LANES, value);
        }
    }
}
