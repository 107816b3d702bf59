package org.recurve.compute.kernel.contraction;

import java.util.ArrayList;
import java.util.List;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.tile.PartialSums;
import org.recurve.compute.kernel.contraction.tile.TileOperands;
import org.recurve.compute.kernel.contraction.tile.WeightSlab;

/** The memory that a kernel needs beside its operands: one a thread. It grows to what the largest table needs, then stays. */
public final class ContractionScratch {
    final float[] lanes = new float[BlockLayout.LANES];
    final float[] strip = new float[TileOperands.COLUMNS * BlockLayout.LANES * BlockLayout.LANES];
    final TileOperands tile = new TileOperands();
    final TileOperands across = new TileOperands();
    final TileOperands packed = new TileOperands();
    final PartialSums sums = new PartialSums();
    final WinogradScratch winograd = new WinogradScratch();
    final LaidWeights laid = new LaidWeights();
    final WeightSlab slab = new WeightSlab();
    private float[] floats = {};
    private float[] aside = {};
    private float[] filters = {};
    private int[] rows = {};
    private int[] places = {};
    private int[] weightTerms = {};
    private int[] sourceTerms = {};

    /**
     * Says that a loop begins, whose steps may share how weights are laid out for them.
     *
     * @param changing the array whose contents its steps change
     */
    public void beginLoop(float[] changing) {
        laid.begin(changing);
    }

    /** Says that the loop has ended. */
    public void endLoop() {
        laid.end();
    }

    /** At least {@code size} floats with any contents. */
    float[] floats(int size) {
        if (floats.length < size) {
            floats = new float[size];
        }
        return floats;
    }

    /** At least {@code size} more floats with any contents. */
    float[] aside(int size) {
        if (aside.length < size) {
            aside = new float[size];
        }
        return aside;
    }

    /** At least {@code size} more floats with any contents. */
    float[] filters(int size) {
        if (filters.length < size) {
            filters = new float[size];
        }
        return filters;
    }

    int[] rows(int size) {
        if (rows.length < size) {
            rows = new int[size];
        }
        return rows;
    }

    int[] places(int size) {
        if (places.length < size) {
            places = new int[size];
        }
        return places;
    }

    int[] weightTerms(int size) {
        if (weightTerms.length < size) {
            weightTerms = new int[size];
        }
        return weightTerms;
    }

    /** {@code 0, stride, 2·stride …}, at least {@code size} of them. */
    int[] sourceTerms(int size, int stride) {
        sourceTerms = TileOperands.evenly(sourceTerms, size, stride);
        return sourceTerms;
    }

    /**
     * Keeps weights that a loop has laid out for its contractions, so that not every step lays them out again. Belongs to one thread;
     * its memory stays for the next loop.
     */
    static final class LaidWeights {
        private static final float[] NOTHING = {};

        private final List<LaidStrip> strips = new ArrayList<>();
        private float[] changing = {};
        private int used;
        private int loops;

        /**
         * A strip of units of one contraction.
         *
         * @param laid its weights, and room behind them
         * @param unit the first
         */
        private record LaidStrip(float[] laid, ContractionPlan table, BufferOffset weights, int unit) {
            private boolean isOf(ContractionPlan of, BufferOffset w, int first) {
                return table == of && weights.array() == w.array() && weights.at() == w.at() && unit == first;
            }
        }

        /** Says that a loop begins which changes no weights but those in one array; loops may lie in each other. */
        void begin(float[] array) {
            changing = array;
            loops++;
        }

        void end() {
            loops--;
            if (loops == 0) {
                used = 0;
            }
        }

        /** Returns whether weights stay as they are until a loop ends. */
        boolean stay(BufferOffset w) {
            return loops > 0 && w.array() != changing;
        }

        /** Returns what was laid of a strip of units before; empty if nothing was. */
        float[] known(ContractionPlan table, BufferOffset w, int unit) {
            for (int i = 0; i < used; i++) {
                if (strips.get(i).isOf(table, w, unit)) {
                    return strips.get(i).laid;
                }
            }
            return NOTHING;
        }

        /** Returns room for a strip that is laid now. */
        float[] room(ContractionPlan table, BufferOffset w, int unit, int size) {
            float[] before = used < strips.size() ? strips.get(used).laid : NOTHING;
            float[] laid = before.length < size ? new float[size] : before;
            LaidStrip strip = new LaidStrip(laid, table, w, unit);
            if (used == strips.size()) {
                strips.add(strip);
            } else {
                strips.set(used, strip);
            }
            used++;
            return laid;
        }
    }
}
