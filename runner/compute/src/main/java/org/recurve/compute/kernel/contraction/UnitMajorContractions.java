package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.ContractionPlan.IndexPattern;
import org.recurve.compute.kernel.contraction.ContractionPlan.WeightGroup;
import org.recurve.compute.kernel.contraction.InitialSums.InitialLayout;
import org.recurve.compute.kernel.contraction.tile.ChainTile;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/**
 * {@link ContractionKernel#accumulate} with units side by side in the vectors, and examples or columns broadcast: for blocks that
 * examples do not fill, since other lanes are copies, and where the weights of neighbouring units are neighbours in memory, as for a
 * dense layer's input adjoint. Results are computed aside, [example or column][unit], and taken to their places.
 */
final class UnitMajorContractions {
    /** Units computed together. */
    static final int STRIP = TileOperands.COLUMNS * BlockLayout.LANES;

    private static final int LANES = BlockLayout.LANES;
    /** More examples than these are computed so in dense layers alone, and their results are transposed. */
    private static final int FEW = 4;
    /** Examples at most for which weights are read again rather than laid side by side. */
    private static final int CHAINS = 1;
    /** Floats of weights laid side by side at most, so that they stay in the second-level cache. */
    private static final int CACHED = 1 << 18;
    /** Vectors of lanes for one of units, from which it pays: the rest is what layouts take. */
    private static final int PAYS = 2;
    /** The same for more examples, in quarters: the layouts are shared by them. */
    private static final int QUARTERS_FOR_MANY = 5;

    private final ContractionPlan table;
    private final BufferOffset w;
    private final BufferOffset source;
    private final InitialSums sums;
    private final BufferOffset target;
    private final ContractionScratch scratch;
    private final TileOperands operands;
    private final float[] aside;

    UnitMajorContractions(
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
        this.operands = scratch.across;
        this.aside = scratch.strip;
        operands.w = source.array();
        operands.y = aside;
        operands.targetStride = STRIP;
        operands.from = sums.layout() == InitialLayout.ZERO ? TileOperands.ZERO : aside;
        operands.startStride = sums.layout() == InitialLayout.ZERO ? 0 : STRIP;
        Arrays.fill(operands.start, 0);
        operands.fromTerm = 0;
    }

    /**
     * Returns how many of {@code units} this should take: whole vectors, of weights that are neighbours, for so few columns that
     * they fill no tile the other way round.
     */
    static int fit(ContractionPlan table, IndexPattern pattern, int columns, int units) {
        boolean fits = table.unitWeight() == 1 && pattern.terms() >= LANES && columns == 1;
        return fits ? units / LANES * LANES : 0;
    }

    /** Returns whether so many examples in some blocks take fewer vectors with units in them than with examples and copies. */
    boolean paysForLanes(int blocks, int examples) {
        long vectors = (long) examples * Math.ceilDiv(table.units(), LANES);
        long copied = (long) blocks * table.units();
        boolean lies = lies(table.units());
        boolean fits = lies || (long) table.weights() / table.units() * STRIP <= CACHED;
        if (examples <= FEW) {
            return fits && PAYS * vectors <= copied;
        }
        return fits && QUARTERS_FOR_MANY * vectors <= 4 * copied && (lies || scratch.laid.stay(w)) && isDense();
    }

    /** Returns whether so few examples of one block are chains of single numbers, each weight read where it lies: of dense layers. */
    boolean areChains(int blocks, int examples) {
        return blocks == 1
                && examples <= CHAINS
                && table.unitWeight() > 1
                && isDense()
                && table.patterns().getFirst().step() == 1
                && !scratch.laid.stay(w);
    }

    /** Computes such chains; a weight is read once for each example. */
    void chains(ActiveSteps steps, int block, int examples, WorkShare share) {
        IndexPattern pattern = table.patterns().getFirst();
        WeightGroup group = pattern.weightGroups().getFirst();
        int terms = pattern.terms();
        int end = steps.of(block, 1) == 0 ? 0 : share.to(table.units());
        float[] x = scratch.floats(examples * terms);
        int from = source.at(block) + group.source()[0] * LANES;
        for (int k = 0; k < terms; k++) {
            LaneTranspose.column(source.array(), from + k * LANES, x, k, terms, examples);
        }
        int strip;
        for (int unit = share.from(table.units()); unit < end; unit += strip) {
            strip = Math.min(STRIP, end - unit);
            int row = group.target()[0] + unit * table.unitTarget();
            if (sums.layout() == InitialLayout.ZERO) {
                Arrays.fill(aside, 0, examples * STRIP, 0);
            }
            begin(block, row, strip, examples);
            int weights = w.at() + group.weight() + unit * table.unitWeight();
            for (int example = 0; example < examples; example++) {
                ChainTile.run(
                        w.array(),
                        weights,
                        table.unitWeight(),
                        x,
                        example * terms,
                        terms,
                        aside,
                        example * STRIP,
                        strip);
            }
            place(block, row, strip, examples);
        }
    }

    /** Takes the results of few examples to their lanes; those behind the last repeat it. */
    private void place(int block, int row, int strip, int examples) {
        scatter(examples - 1, block, row, examples - 1, strip, true);
        for (int lane = 0; lane < examples - 1; lane++) {
            scatter(lane, block, row, lane, strip, false);
        }
    }

    /** Returns whether every unit has one place in a block, with many terms. */
    private boolean isDense() {
        return table.patterns().size() == 1
                && table.patterns().getFirst().terms() >= STRIP
                && table.patterns().getFirst().weightGroups().size() == 1
                && table.patterns().getFirst().weightGroups().getFirst().columns() == 1;
    }

    /** Returns whether the weights of a strip of units can be read where they are; what is read behind them is not used. */
    private boolean lies(int strip) {
        return table.unitWeight() == 1 && (strip % LANES == 0 || w.at() + table.weights() + LANES <= w.array().length);
    }

    /** Computes {@code units} from {@code unit} on, for the columns {@code from} to {@code to} counted block after block. */
    void run(IndexPattern pattern, WeightGroup group, int fromBlock, int from, int to, int unit, int units) {
        operands.x = w.array();
        operands.sourceTerm = pattern.weight();
        terms(pattern);
        for (int done = 0; done < units; done += STRIP) {
            int strip = Math.min(STRIP, units - done);
            vectors(w.at() + group.weight() + unit + done, strip);
            for (int q = from; q < to; q++) {
                int block = fromBlock + q / group.columns();
                int column = q % group.columns();
                int row = group.target()[column] + (unit + done) * table.unitTarget();
                examples(group, column, block, row, strip, LANES);
                for (int c = 0; c < strip; c += LANES) {
                    int at = target.at(block) + (row + c * table.unitTarget()) * LANES;
                    LaneTranspose.square(aside, c, STRIP, target.array(), at, table.unitTarget() * LANES);
                }
            }
        }
    }

    /** Computes blocks, strip after strip of units whose weights are laid side by side first. */
    void blocks(ActiveSteps steps, int fromBlock, int toBlock, int examples, WorkShare share) {
        int end = share.to(table.units());
        int strip;
        for (int unit = share.from(table.units()); unit < end; unit += strip) {
            strip = Math.min(STRIP, end - unit);
            boolean asTheyLie = lies(strip);
            operands.x = asTheyLie ? w.array() : sideBySide(unit, strip);
            for (IndexPattern pattern : table.patterns()) {
                operands.sourceTerm = asTheyLie ? pattern.weight() : pattern.strip();
                terms(pattern);
                for (WeightGroup group : pattern.weightGroups()) {
                    vectors(asTheyLie ? w.at() + group.weight() + unit : table.strip(group.weight()), strip);
                    for (int block = fromBlock; block < toBlock; block++) {
                        int lanes = Math.min(LANES, examples - block * LANES);
                        block(group, steps.of(block, group.columns()), block, lanes, unit, strip);
                    }
                }
            }
        }
    }

    private void block(WeightGroup group, int columns, int block, int lanes, int unit, int strip) {
        int run;
        for (int column = 0; column < columns; column += run) {
            int row = group.target()[column] + unit * table.unitTarget();
            if (lanes > FEW) {
                run = 1;
                examples(group, column, block, row, strip, lanes);
                transpose(block, row, strip, lanes);
                continue;
            }
            run = sums.layout() == InitialLayout.EXAMPLE ? 1 : evenly(group.source(), column, columns);
            if (run <= lanes) {
                run = 1;
                examples(group, column, block, row, strip, lanes);
                place(block, row, strip, lanes);
                continue;
            }
            for (int lane = lanes - 1; lane >= 0; lane--) {
                columns(group, column, run, block, lane, unit, strip);
                for (int i = 0; i < run; i++) {
                    int to = group.target()[column + i] + unit * table.unitTarget();
                    scatter(i, block, to, lane, strip, lane == lanes - 1);
                }
            }
        }
    }

    /** Returns how many columns from one on read sources that lie evenly; as many as a tile is high at most. */
    private static int evenly(int[] source, int column, int columns) {
        int most = Math.min(columns, column + LANES);
        int run = Math.min(2, most - column);
        while (column + run < most
                && source[column + run] - source[column + run - 1] == source[column + 1] - source[column]) {
            run++;
        }
        return run;
    }

    private void terms(IndexPattern pattern) {
        operands.weightTerm = pattern.offset();
        operands.toTerm = pattern.terms();
    }

    private void vectors(int at, int strip) {
        for (int c = 0; c < Math.ceilDiv(strip, LANES); c++) {
            operands.column[c] = at + c * LANES;
        }
    }

    /** Computes a column for the first lanes of a block. */
    private void examples(WeightGroup group, int column, int block, int row, int strip, int lanes) {
        operands.weight = source.at(block) + group.source()[column] * LANES;
        operands.weightStride = 1;
        begin(block, row, strip, lanes);
        strip(Math.ceilDiv(strip, LANES), lanes);
    }

    /** Computes columns that lie evenly for one lane of a block. */
    private void columns(WeightGroup group, int column, int run, int block, int lane, int unit, int strip) {
        operands.weight = source.at(block) + group.source()[column] * LANES + lane;
        operands.weightStride = (group.source()[column + 1] - group.source()[column]) * LANES;
        for (int i = 0; i < run && sums.layout() != InitialLayout.ZERO; i++) {
            shared(group.target()[column + i] + unit * table.unitTarget(), strip, i * STRIP);
        }
        strip(Math.ceilDiv(strip, LANES), run);
    }

    private void strip(int vectors, int rows) {
        int first = operands.weight;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TiledContractions.width(vectors - v);
            int height;
            for (int row = 0; row < rows; row += height) {
                height = TiledContractions.height(width, rows - row);
                operands.weight = first + row * operands.weightStride;
                for (int c = 0; c < width; c++) {
                    int at = row * STRIP + (v + c) * LANES;
                    operands.source[c] = operands.column[v + c];
                    operands.target[c] = at;
                    operands.start[c] = sums.layout() == InitialLayout.ZERO ? 0 : at;
                }
                TiledContractions.tile(operands, width, height);
            }
        }
        operands.weight = first;
    }

    /** Lays the initial values of a strip aside, [example][unit]. */
    private void begin(int block, int row, int strip, int lanes) {
        BufferOffset from = sums.from();
        int step = table.unitTarget();
        switch (sums.layout()) {
            case ZERO -> {}
            case EXAMPLE -> {
                int at = from.at(block) + row * LANES;
                int c = 0;
                for (; c + LANES <= strip && lanes > FEW; c += LANES) {
                    LaneTranspose.square(from.array(), at + c * step * LANES, step * LANES, aside, c, STRIP);
                }
                for (; c < strip; c++) {
                    LaneTranspose.column(from.array(), at + c * step * LANES, aside, c, STRIP, lanes);
                }
            }
            case CHANNEL, ROW -> {
                shared(row, strip, 0);
                for (int example = 1; example < lanes; example++) {
                    System.arraycopy(aside, 0, aside, example * STRIP, strip);
                }
            }
        }
    }

    /** Lays the shared initial values of a strip from a row on aside. */
    private void shared(int row, int strip, int to) {
        float[] from = sums.from().array();
        int at = sums.from().at() + table.shared(sums.layout(), row);
        if (sums.layout() == InitialLayout.CHANNEL) {
            System.arraycopy(from, at, aside, to, strip);
            return;
        }
        for (int u = 0; u < strip; u++) {
            aside[to + u] = from[at + u * table.unitTarget()];
        }
    }

    /** Takes results of a strip to all lanes of their rows; those behind the last example repeat it. */
    private void transpose(int block, int row, int strip, int lanes) {
        for (int lane = lanes; lane < LANES; lane++) {
            System.arraycopy(aside, (lanes - 1) * STRIP, aside, lane * STRIP, strip);
        }
        float[] y = target.array();
        int step = table.unitTarget() * LANES;
        int at = target.at(block) + row * LANES;
        int u = 0;
        for (; u + LANES <= strip; u += LANES, at += LANES * step) {
            LaneTranspose.square(aside, u, STRIP, y, at, step);
        }
        for (; u < strip; u++, at += step) {
            for (int lane = 0; lane < LANES; lane++) {
                y[at + lane] = aside[lane * STRIP + u];
            }
        }
    }

    /** Takes results of a strip to a lane of their rows, or to all lanes. */
    private void scatter(int from, int block, int row, int lane, int strip, boolean everyLane) {
        float[] y = target.array();
        int step = table.unitTarget() * LANES;
        int at = target.at(block) + row * LANES;
        for (int u = from * STRIP; u < from * STRIP + strip; u++, at += step) {
            if (everyLane) {
                for (int i = 0; i < LANES; i += VectorLanes.WIDTH) {
                    FloatVector.broadcast(VectorLanes.SPECIES, aside[u]).intoArray(y, at + i);
                }
            } else {
                y[at + lane] = aside[u];
            }
        }
    }

    /** Returns the weights of a strip of units side by side, a row of the strip for each weight of a unit. */
    private float[] sideBySide(int unit, int strip) {
        int rows = table.weights() / table.units();
        if (!scratch.laid.stay(w)) {
            return lay(scratch.floats(rows * STRIP), rows, unit, strip);
        }
        float[] known = scratch.laid.known(table, w, unit);
        return known.length > 0 ? known : lay(scratch.laid.room(table, w, unit, rows * STRIP), rows, unit, strip);
    }

    private float[] lay(float[] laid, int rows, int unit, int strip) {
        int each = table.unitWeight();
        int all = table.units() * each;
        for (int row = 0; row < rows; row += each) {
            int from = w.at() + row / each * all + unit * each;
            int u = 0;
            for (; u + LANES <= strip; u += LANES) {
                int k = 0;
                for (; k + LANES <= each; k += LANES) {
                    LaneTranspose.square(w.array(), from + u * each + k, each, laid, (row + k) * STRIP + u, STRIP);
                }
                for (int i = u; i < u + LANES && k < each; i++) {
                    LaneTranspose.column(w.array(), from + i * each + k, laid, (row + k) * STRIP + i, STRIP, each - k);
                }
            }
            for (; u < strip; u++) {
                LaneTranspose.column(w.array(), from + u * each, laid, row * STRIP + u, STRIP, each);
            }
        }
        return laid;
    }
}
