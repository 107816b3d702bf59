package org.recurve.compute.kernel.contraction;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.ContractionPlan.IndexPattern;
import org.recurve.compute.kernel.contraction.ContractionPlan.WeightGroup;
import org.recurve.compute.kernel.contraction.InitialSums.InitialLayout;
import org.recurve.compute.kernel.contraction.tile.StraightTile;
import org.recurve.compute.kernel.contraction.tile.TileOperands;
import org.recurve.compute.kernel.contraction.tile.WeightSlab;

/**
 * {@link ContractionKernel#accumulate} with the sources of several columns laid out side by side, a chunk of terms at a time: of a
 * last block that few examples fill, without the copies behind them, so that columns share vectors; and of chains so long that
 * their sources would not stay in the second-level cache while all units read them. For vectors as long as a block.
 */
final class PackedColumns {
    private static final int LANES = BlockLayout.LANES;
    /** Floats of a laid out row. */
    private static final int PANEL = TileOperands.COLUMNS * LANES;
    /** Terms of a chunk. */
    private static final int CHUNK = 32 * LANES;
    /** Terms from which full blocks are laid out too. */
    private static final int LONG = 4 * CHUNK;
    /** Units from which it pays, and terms. */
    private static final int ENOUGH = LANES;
    /** Units whose results are taken to their places together, where all terms make one chunk. */
    private static final int SLAB = 48;
    /** Floats of sums that wait for the next chunk of terms, so that they stay in the second-level cache. */
    private static final int WAITING = 1 << 17;

    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_512;
    /** For each number of lanes, which of them each lane takes: the last ones repeat the last example. */
    private static final int[] REPEATED = IntStream.range(0, (LANES + 1) * LANES)
            .map(i -> Math.min(i % LANES, Math.max(0, i / LANES - 1)))
            .toArray();

    private final ContractionPlan table;
    private final BufferOffset w;
    private final BufferOffset source;
    private final InitialSums sums;
    private final BufferOffset target;
    private final ContractionScratch scratch;
    private final TileOperands operands;

    PackedColumns(
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
        this.scratch = scratch;
        this.operands = scratch.packed;
    }

    /**
     * Returns whether {@code columns} of blocks with {@code lanes} examples are computed faster so than as they lie: a term of a column
     * costs about four products of a vector to lay out.
     */
    static boolean pays(IndexPattern pattern, InitialLayout layout, int columns, int lanes, int units) {
        if (!VectorLanes.MANY_REGISTERS || layout == InitialLayout.ROW || units < ENOUGH || pattern.terms() < ENOUGH) {
            return false;
        }
        int together = PANEL / lanes;
        int vectors = columns / together * TileOperands.COLUMNS + Math.ceilDiv(columns % together * lanes, LANES);
        boolean fewer = 20L * (vectors * units + 4 * columns) <= 17L * columns * units;
        return fewer || pattern.terms() >= LONG && columns > 1;
    }

    /** Computes units for the columns {@code from} to {@code to}, counted block after block, of blocks with {@code lanes} examples. */
    void run(
            IndexPattern pattern,
            WeightGroup group,
            int fromBlock,
            int from,
            int to,
            int lanes,
            int fromUnit,
            int toUnit,
            float[] biases) {
        int terms = pattern.terms();
        boolean whole = terms <= CHUNK;
        int together = PANEL / lanes;
        int slab = whole ? SLAB : toUnit - fromUnit;
        int ahead = whole ? 1 : Math.max(1, Math.min(WAITING / (slab * PANEL), Math.ceilDiv(to - from, together)));
        float[] panel = scratch.floats(Math.min(terms, CHUNK) * PANEL + LANES);
        float[] results = scratch.filters(ahead * slab * PANEL + LANES);
        operands.x = panel;
        operands.y = results;
        operands.weightStride = table.unitWeight();
        operands.sourceTerm = scratch.sourceTerms(terms, PANEL);
        operands.sourceStep = PANEL;
        operands.targetStride = PANEL;
        for (int q = from; q < to; q += ahead * together) {
            Panel columns = new Panel(group, fromBlock, q, Math.min(to, q + ahead * together), lanes);
            if (whole) {
                slabs(pattern, columns, fromUnit, toUnit, biases);
            } else {
                chunks(pattern, columns, fromUnit, toUnit, biases);
            }
        }
    }

    /**
     * Columns that are computed together.
     *
     * @param q the first, counted block after block from {@code fromBlock} on
     * @param end behind the last
     * @param lanes examples of each block
     */
    private record Panel(WeightGroup group, int fromBlock, int q, int end, int lanes) {
        private int count() {
            return end - q;
        }

        private int vectors() {
            return Math.ceilDiv(count() * lanes, LANES);
        }

        private int block(int i) {
            return fromBlock + (q + i) / group.columns();
        }

        private int column(int i) {
            return (q + i) % group.columns();
        }

        /** Returns those from the {@code first} on that vectors of one width hold. */
        private Panel from(int first) {
            return new Panel(group, fromBlock, first, Math.min(end, first + PANEL / lanes), lanes);
        }
    }

    /** Computes some units after the other, each with all terms: sources stay laid out. */
    private void slabs(IndexPattern pattern, Panel columns, int fromUnit, int toUnit, float[] biases) {
        for (int unit = fromUnit; unit < toUnit; unit += SLAB) {
            int units = Math.min(SLAB, toUnit - unit);
            begin(columns, unit, units, 0);
            if (unit == fromUnit) {
                sources(pattern, columns, 0, pattern.terms());
            }
            products(pattern, columns, 0, pattern.terms(), unit, units, 0, biases);
            results(columns, unit, units, 0);
        }
    }

    /** Computes some terms after the others, each for all columns: their weights stay in the cache, sums of all columns wait. */
    private void chunks(IndexPattern pattern, Panel all, int fromUnit, int toUnit, float[] biases) {
        int units = toUnit - fromUnit;
        int together = PANEL / all.lanes();
        int each = units * PANEL;
        for (int q = all.q(), at = 0; q < all.end(); q += together, at += each) {
            begin(all.from(q), fromUnit, units, at);
        }
        for (int term = 0; term < pattern.terms(); term += CHUNK) {
            int end = Math.min(term + CHUNK, pattern.terms());
            for (int q = all.q(), at = 0; q < all.end(); q += together, at += each) {
                Panel columns = all.from(q);
                sources(pattern, columns, term, end);
                products(pattern, columns, term, end, fromUnit, units, at, biases);
            }
        }
        for (int q = all.q(), at = 0; q < all.end(); q += together, at += each) {
            results(all.from(q), fromUnit, units, at);
        }
    }

    /** Lays sources out, [term][column][example]; what is read of a column behind its examples, the next one overwrites. */
    private void sources(IndexPattern pattern, Panel columns, int fromTerm, int toTerm) {
        int count = columns.count();
        int[] at = scratch.rows(count);
        for (int i = 0; i < count; i++) {
            at[i] = source.at(columns.block(i)) + columns.group().source()[columns.column(i)] * LANES;
        }
        int[] offset = pattern.offset();
        for (int k = fromTerm; k < toTerm; k++) {
            int to = (k - fromTerm) * PANEL;
            for (int i = 0; i < count; i++) {
                move(source.array(), at[i] + offset[k], operands.x, to + i * columns.lanes());
            }
        }
    }

    private static void move(float[] from, int at, float[] to, int toAt) {
        FloatVector.fromArray(VectorLanes.SPECIES, from, at).intoArray(to, toAt);
    }

    /** Lays initial values that examples have of their own out like sources, from {@code to} on. */
    private void begin(Panel columns, int unit, int units, int to) {
        if (sums.layout() != InitialLayout.EXAMPLE) {
            return;
        }
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < columns.count(); i++) {
                int row = columns.group().target()[columns.column(i)] + (unit + u) * table.unitTarget();
                int at = sums.from().at(columns.block(i)) + row * LANES;
                move(sums.from().array(), at, operands.y, to + u * PANEL + i * columns.lanes());
            }
        }
    }

    private void products(
            IndexPattern pattern,
            Panel columns,
            int fromTerm,
            int toTerm,
            int unit,
            int units,
            int to,
            float[] biases) {
        WeightGroup group = columns.group();
        int vectors = columns.vectors();
        boolean first = fromTerm == 0 && sums.layout() != InitialLayout.EXAMPLE;
        boolean biased = first && sums.layout() == InitialLayout.CHANNEL;
        operands.from = !first ? operands.y : biased ? biases : TileOperands.ZERO;
        operands.startStride = !first ? PANEL : biased ? LANES : 0;
        boolean even = pattern.step() > 0;
        boolean laid = TiledContractions.laysWeights(table, pattern, vectors);
        operands.w = w.array();
        operands.weightStep = pattern.step();
        operands.weightTerm = pattern.weight();
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TiledContractions.width(vectors - v);
            int height;
            for (int u = 0; u < units; u += height) {
                int straight = even ? StraightTile.height(width, units - u) : 0;
                if (laid && u % WeightSlab.UNITS == 0) {
                    int at = w.at() + group.weight() + unit + u + fromTerm * pattern.step();
                    int beside = Math.min(WeightSlab.UNITS, units - u);
                    scratch.slab.lay(w.array(), at, pattern.step(), toTerm - fromTerm, beside, operands);
                }
                height = straight > 0 ? straight : TiledContractions.height(width, units - u);
                int bias = table.shared(InitialLayout.CHANNEL, group.target()[0] + (unit + u) * table.unitTarget())
                        * LANES;
                for (int c = 0; c < width; c++) {
                    operands.source[c] = (v + c) * LANES;
                    operands.target[c] = to + u * PANEL + (v + c) * LANES;
                    operands.start[c] = !first ? operands.target[c] : biased ? bias : 0;
                }
                if (laid) {
                    operands.weight = u % WeightSlab.UNITS;
                    tile(width, height, straight > 0, toTerm - fromTerm);
                } else {
                    tile(group, width, height, straight > 0, fromTerm, toTerm, unit + u);
                }
            }
        }
    }

    /** Computes a tile; its terms count from 0 in the panel, and from {@code fromTerm} in the weights. */
    private void tile(WeightGroup group, int width, int height, boolean straight, int fromTerm, int toTerm, int unit) {
        int weight = w.at() + group.weight() + unit * table.unitWeight();
        if (straight) {
            operands.weight = weight + fromTerm * operands.weightStep;
            tile(width, height, true, toTerm - fromTerm);
            return;
        }
        operands.fromTerm = fromTerm;
        operands.toTerm = toTerm;
        operands.weight = weight;
        for (int c = 0; c < width; c++) {
            operands.source[c] -= fromTerm * PANEL;
        }
        TiledContractions.tile(operands, width, height);
        for (int c = 0; c < width; c++) {
            operands.source[c] += fromTerm * PANEL;
        }
    }

    /** Computes a tile whose terms count from 0 in the weights, too. */
    private void tile(int width, int height, boolean straight, int terms) {
        operands.fromTerm = 0;
        operands.toTerm = terms;
        if (straight) {
            StraightTile.run(operands, width, height);
        } else {
            TiledContractions.tile(operands, width, height);
        }
    }

    /** Takes results to their rows, whose lanes behind the last example repeat it. */
    private void results(Panel columns, int unit, int units, int from) {
        IntVector repeated = IntVector.fromArray(SPECIES, REPEATED, columns.lanes() * LANES);
        float[] y = target.array();
        for (int i = 0; i < columns.count(); i++) {
            int row = columns.group().target()[columns.column(i)] + unit * table.unitTarget();
            int at = target.at(columns.block(i)) + row * LANES;
            for (int u = 0; u < units; u++) {
                FloatVector result =
                        FloatVector.fromArray(VectorLanes.SPECIES, operands.y, from + u * PANEL + i * columns.lanes());
                repeated.selectFrom(result.reinterpretAsInts())
                        .reinterpretAsFloats()
                        .intoArray(y, at);
                at += table.unitTarget() * LANES;
            }
        }
    }
}
