package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.ContractionPlan.IndexPattern;
import org.recurve.compute.kernel.contraction.ContractionPlan.WeightGroup;
import org.recurve.compute.kernel.contraction.InitialSums.InitialLayout;
import org.recurve.compute.kernel.contraction.tile.PairTile;
import org.recurve.compute.kernel.contraction.tile.QuadTile;
import org.recurve.compute.kernel.contraction.tile.SingleTile;
import org.recurve.compute.kernel.contraction.tile.StraightTile;
import org.recurve.compute.kernel.contraction.tile.TileOperands;
import org.recurve.compute.kernel.contraction.tile.WeightSlab;

/** {@link ContractionKernel#accumulate} in register tiles. */
final class TiledContractions {
    private static final int LANES = BlockLayout.LANES;
    private static final int WIDEST = VectorLanes.MANY_REGISTERS ? TileOperands.COLUMNS : 2;
    /** Floats of the second-level cache for weights. */
    private static final int CACHED = 65_536;
    /** Floats from a term's weights to the next one's from which it pays to lay them out. */
    private static final int FAR = 256;

    private final ContractionPlan table;
    private final BufferOffset w;
    private final BufferOffset source;
    private final InitialSums sums;
    private final BufferOffset target;
    private final TileOperands operands;
    private final UnitMajorContractions across;
    private final ContractionScratch scratch;

    TiledContractions(
            ContractionPlan table,
            BufferOffset w,
            BufferOffset source,
            InitialSums sums,
            BufferOffset target,
            ContractionScratch scratch) {
        this.table = table;
        this.w = w;
        this.source = source;
        this.sums = sums;
        this.target = target;
        this.operands = scratch.tile;
        this.across = new UnitMajorContractions(table, w, source, sums, target, scratch);
        this.scratch = scratch;
        operands.w = w.array();
        operands.x = source.array();
        operands.y = target.array();
        operands.weightStride = table.unitWeight();
        operands.targetStride = table.unitTarget() * LANES;
        operands.startStride = switch (sums.layout()) {
            case ZERO -> 0;
            case CHANNEL -> LANES;
            case ROW, EXAMPLE -> operands.targetStride;
        };
        operands.from = switch (sums.layout()) {
            case ZERO -> TileOperands.ZERO;
            case CHANNEL -> biases(table, sums.from(), scratch);
            case ROW -> target.array();
            case EXAMPLE -> sums.from().array();
        };
        operands.fromTerm = 0;
        Arrays.fill(operands.start, 0);
    }

    /** Returns a bias for each target channel, in all lanes. */
    private static float[] biases(ContractionPlan table, BufferOffset from, ContractionScratch scratch) {
        float[] biases = scratch.aside(table.targetChannels() * LANES);
        for (int channel = 0; channel < table.targetChannels(); channel++) {
            float bias = from.array()[from.at() + channel];
            Arrays.fill(biases, channel * LANES, (channel + 1) * LANES, bias);
        }
        return biases;
    }

    void run(ActiveSteps steps, int fromBlock, int toBlock, int examples, WorkShare share) {
        int lanes = Math.min(LANES, examples - (toBlock - 1) * LANES);
        int blocks = toBlock - fromBlock;
        if (across.areChains(blocks, lanes)) {
            across.chains(steps, fromBlock, lanes, share);
        } else if (blocks > 0 && across.paysForLanes(blocks, (blocks - 1) * LANES + lanes)) {
            across.blocks(steps, fromBlock, toBlock, examples, share);
        } else {
            bundles(steps, fromBlock, toBlock, lanes, share);
        }
    }

    /** @param lanes examples of the last block */
    private void bundles(ActiveSteps steps, int fromBlock, int toBlock, int lanes, WorkShare share) {
        boolean byUnits = table.units() >= 4 * share.parts();
        WorkShare units = byUnits ? share : WorkShare.ALL;
        WorkShare columns = byUnits ? WorkShare.ALL : share;
        for (IndexPattern pattern : table.patterns()) {
            operands.weightTerm = pattern.weight();
            operands.sourceTerm = pattern.offset();
            operands.toTerm = pattern.terms();
            operands.weightStep = pattern.step();
            operands.sourceStep = LANES;
            for (WeightGroup group : pattern.weightGroups()) {
                int last = toBlock - 1;
                boolean apart = lanes < LANES && fromBlock < toBlock && pays(pattern, group.columns(), lanes);
                int whole = apart ? last : toBlock;
                if (steps.isLast()) {
                    bundle(pattern, group, fromBlock, group.columns() * (whole - fromBlock), LANES, columns, units);
                }
                for (int block = fromBlock; block < whole && !steps.isLast(); block++) {
                    bundle(pattern, group, block, steps.of(block, group.columns()), LANES, columns, units);
                }
                if (apart) {
                    bundle(pattern, group, last, steps.of(last, group.columns()), lanes, columns, units);
                }
            }
        }
    }

    private boolean pays(IndexPattern pattern, int columns, int lanes) {
        return PackedColumns.pays(pattern, sums.layout(), columns, lanes, table.units());
    }

    /** The first {@code all} columns, counted block after block, of blocks with so many examples. */
    private void bundle(
            IndexPattern pattern,
            WeightGroup group,
            int fromBlock,
            int all,
            int lanes,
            WorkShare columns,
            WorkShare units) {
        int from = columns.from(all);
        int to = columns.to(all);
        int end = units.to(table.units());
        int together = to - from > WIDEST ? together(pattern.terms()) : table.units();
        for (int unit = units.from(table.units()); unit < end; unit += together) {
            slab(pattern, group, fromBlock, from, to, lanes, unit, Math.min(end, unit + together));
        }
    }

    /** Returns how many units all columns pass before the next ones, so that their weights stay in the second-level cache meanwhile. */
    private int together(int terms) {
        int fit = CACHED / Math.max(terms, 1) / WeightSlab.UNITS * WeightSlab.UNITS;
        return fit > 0 ? fit : table.units();
    }

    private void slab(
            IndexPattern pattern, WeightGroup group, int fromBlock, int from, int to, int lanes, int unit, int end) {
        if (pays(pattern, to - from, lanes)) {
            new PackedColumns(table, w, source, sums, target, scratch)
                    .run(pattern, group, fromBlock, from, to, lanes, unit, end, operands.from);
            return;
        }
        int fit = UnitMajorContractions.fit(table, pattern, to - from, end - unit);
        if (fit > 0) {
            across.run(pattern, group, fromBlock, from, to, unit, fit);
        }
        if (!laysWeights(table, pattern, to - from)) {
            columns(pattern, group, fromBlock, from, to, unit + fit, end, w.at() + group.weight());
            return;
        }
        int units;
        for (int first = unit + fit; first < end; first += units) {
            units = Math.min(WeightSlab.UNITS, end - first);
            int at = w.at() + group.weight() + first;
            scratch.slab.lay(w.array(), at, pattern.step(), pattern.terms(), units, operands);
            columns(pattern, group, fromBlock, from, to, first, first + units, -first);
        }
        operands.w = w.array();
        operands.weightStep = pattern.step();
        operands.weightTerm = pattern.weight();
    }

    /** Returns whether weights of neighbouring units are to be laid out for so many columns, each a vector or more. */
    static boolean laysWeights(ContractionPlan table, IndexPattern pattern, int columns) {
        return VectorLanes.MANY_REGISTERS
                && table.unitWeight() == 1
                && pattern.step() >= FAR
                && columns >= TileOperands.COLUMNS;
    }

    /** @param weights where those of unit 0 begin */
    private void columns(
            IndexPattern pattern,
            WeightGroup group,
            int fromBlock,
            int from,
            int to,
            int fromUnit,
            int toUnit,
            int weights) {
        int width;
        for (int q = from; q < to && fromUnit < toUnit; q += width) {
            width = width(to - q);
            place(group, fromBlock, q, width);
            units(pattern, width, fromUnit, toUnit, weights);
        }
    }

    /** Points the tile's columns at {@code width} of the bundle's, counted from {@code q} block after block. */
    private void place(WeightGroup group, int fromBlock, int q, int width) {
        int block = fromBlock + q / group.columns();
        int column = q % group.columns();
        for (int c = 0; c < width; c++) {
            operands.source[c] = source.at(block) + group.source()[column] * LANES;
            operands.column[c] = target.at(block) + group.target()[column] * LANES;
            operands.block[c] = block;
            if (++column == group.columns()) {
                column = 0;
                block++;
            }
        }
    }

    private void units(IndexPattern pattern, int width, int from, int to, int weights) {
        int height;
        for (int unit = from; unit < to; unit += height) {
            int even = VectorLanes.MANY_REGISTERS && pattern.step() > 0 ? StraightTile.height(width, to - unit) : 0;
            height = even > 0 ? even : height(width, to - unit);
            operands.weight = weights + unit * table.unitWeight();
            for (int c = 0; c < width; c++) {
                operands.target[c] = operands.column[c] + unit * operands.targetStride;
            }
            if (sums.layout() != InitialLayout.ZERO) {
                begin(width, height);
            }
            if (even > 0) {
                StraightTile.run(operands, width, height);
            } else {
                tile(operands, width, height);
            }
        }
    }

    private void begin(int width, int height) {
        for (int c = 0; c < width; c++) {
            int row = (operands.target[c] - target.at(operands.block[c])) / LANES;
            switch (sums.layout()) {
                case ZERO -> {}
                case CHANNEL -> operands.start[c] = table.shared(InitialLayout.CHANNEL, row) * LANES;
                case ROW -> {
                    operands.start[c] = operands.target[c];
                    spread(row, operands.target[c], height);
                }
                case EXAMPLE -> operands.start[c] = sums.from().at(operands.block[c]) + row * LANES;
            }
        }
    }

    /** Spreads initial values of rows over the target, from where the tile takes them. */
    private void spread(int row, int at, int height) {
        BufferOffset from = sums.from();
        for (int u = 0; u < height; u++) {
            int to = at + u * operands.targetStride;
            float value = from.array()[from.at() + table.shared(InitialLayout.ROW, row + u * table.unitTarget())];
            Arrays.fill(target.array(), to, to + LANES, value);
        }
    }

    /** Returns the columns of the widest shape that {@code columns} fill. */
    static int width(int columns) {
        return Math.min(WIDEST, Integer.highestOneBit(columns));
    }

    /** Returns the units of the tallest shape of that width that {@code units} fill. */
    static int height(int width, int units) {
        return switch (width) {
            case 4 -> QuadTile.height(units);
            case 2 -> PairTile.height(units);
            default -> SingleTile.height(units);
        };
    }

    /**
     * Computes a product whose terms lie evenly, tile after tile.
     *
     * @param source where the first vector of the first term lies
     * @param target where the results of unit 0 begin, and their initial values unless these are all +0
     */
    static void product(TileOperands operands, int units, int vectors, int source, int target) {
        int weight = operands.weight;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = width(vectors - v);
            int height;
            for (int unit = 0; unit < units; unit += height) {
                int straight = VectorLanes.MANY_REGISTERS ? StraightTile.height(width, units - unit) : 0;
                height = straight > 0 ? straight : height(width, units - unit);
                operands.weight = weight + unit * operands.weightStride;
                for (int c = 0; c < width; c++) {
                    operands.source[c] = source + (v + c) * LANES;
                    operands.target[c] = target + unit * operands.targetStride + (v + c) * LANES;
                    operands.start[c] = operands.startStride == 0 ? 0 : operands.target[c];
                }
                if (straight > 0) {
                    StraightTile.run(operands, width, height);
                } else {
                    tile(operands, width, height);
                }
            }
        }
        operands.weight = weight;
    }

    static void tile(TileOperands operands, int width, int height) {
        for (int lane = 0; lane < LANES; lane += VectorLanes.WIDTH) {
            switch (width) {
                case 4 -> QuadTile.run(operands, height, lane);
                case 2 -> PairTile.run(operands, height, lane);
                default -> SingleTile.run(operands, height, lane);
            }
        }
    }
}
