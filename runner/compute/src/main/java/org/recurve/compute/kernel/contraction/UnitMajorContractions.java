package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.ContractionPlan.IndexPattern;
import org.recurve.compute.kernel.contraction.ContractionPlan.WeightGroup;
import org.recurve.compute.kernel.contraction.InitialSums.InitialLayout;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/**
 * {@link ContractionKernel#accumulate} with units side by side in the vectors and examples broadcast: where the weights of neighbouring
 * units are neighbours in memory, as for a dense layer's input adjoint, they are read as they lie. A block's results are
 * computed aside as [example][unit] and transposed into place.
 */
final class UnitMajorContractions {
    private static final int LANES = BlockLayout.LANES;
    /** Units computed together. */
    private static final int STRIP = TileOperands.COLUMNS * LANES;

    private final ContractionPlan table;
    private final BufferOffset w;
    private final BufferOffset source;
    private final InitialSums sums;
    private final BufferOffset target;
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
        this.operands = scratch.across;
        this.aside = scratch.strip;
        operands.w = source.array();
        operands.weightStride = 1;
        operands.x = w.array();
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

    /** Computes {@code units} from {@code unit} on, for the columns {@code from} to {@code to} counted block after block. */
    void run(IndexPattern pattern, WeightGroup group, int fromBlock, int from, int to, int unit, int units) {
        operands.weightTerm = pattern.offset();
        operands.sourceTerm = pattern.weight();
        operands.toTerm = pattern.terms();
        for (int done = 0; done < units; done += STRIP) {
            int strip = Math.min(STRIP, units - done);
            for (int c = 0; c < strip / LANES; c++) {
                operands.column[c] = w.at() + group.weight() + unit + done + c * LANES;
            }
            for (int q = from; q < to; q++) {
                int block = fromBlock + q / group.columns();
                int column = q % group.columns();
                int row = group.target()[column] + (unit + done) * table.unitTarget();
                operands.weight = source.at(block) + group.source()[column] * LANES;
                begin(block, row, strip);
                strip(strip / LANES);
                for (int c = 0; c < strip; c += LANES) {
                    int at = target.at(block) + (row + c * table.unitTarget()) * LANES;
                    LaneTranspose.square(aside, c, STRIP, target.array(), at, table.unitTarget() * LANES);
                }
            }
        }
    }

    private void strip(int vectors) {
        int first = operands.weight;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TiledContractions.width(vectors - v);
            int height;
            for (int example = 0; example < LANES; example += height) {
                height = TiledContractions.height(width, LANES - example);
                operands.weight = first + example;
                for (int c = 0; c < width; c++) {
                    int at = example * STRIP + (v + c) * LANES;
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
    private void begin(int block, int row, int strip) {
        BufferOffset from = sums.from();
        int step = table.unitTarget();
        switch (sums.layout()) {
            case ZERO -> {}
            case EXAMPLE -> {
                for (int c = 0; c < strip; c += LANES) {
                    int at = from.at(block) + (row + c * step) * LANES;
                    LaneTranspose.square(from.array(), at, step * LANES, aside, c, STRIP);
                }
            }
            case CHANNEL, ROW -> {
                for (int u = 0; u < strip; u++) {
                    aside[u] = from.array()[from.at() + table.shared(sums.layout(), row + u * step)];
                }
                for (int example = 1; example < LANES; example++) {
                    System.arraycopy(aside, 0, aside, example * STRIP, strip);
                }
            }
        }
    }
}
