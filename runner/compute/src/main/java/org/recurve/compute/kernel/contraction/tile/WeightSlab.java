package org.recurve.compute.kernel.contraction.tile;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;

/**
 * The weights of some neighbouring units, laid out term after term, for register tiles to read one after the other: where the weights of
 * the next term lie far away, as for the input adjoint of a wide dense layer, each term of each tile would read from another page.
 */
public final class WeightSlab {
    /** A whole number of register tiles of every height, and of vectors. */
    public static final int UNITS = 48;

    private float[] laid = {};
    private int[] terms = {};

    /**
     * Lays weights out and has tiles read them, unit 0 of which is the first of these.
     *
     * @param at the first unit's weight of the first term
     * @param step from there to the next term's
     * @param count of the terms
     */
    public void lay(float[] w, int at, int step, int count, int units, TileOperands operands) {
        terms = TileOperands.evenly(terms, count, UNITS);
        if (laid.length < count * UNITS) {
            laid = new float[count * UNITS];
        }
        for (int k = 0, from = at, to = 0; k < count; k++, from += step, to += UNITS) {
            if (from + UNITS <= w.length) {
                for (int i = 0; i < UNITS; i += BlockLayout.LANES) {
                    FloatVector.fromArray(VectorLanes.SPECIES, w, from + i).intoArray(laid, to + i);
                }
            } else {
                System.arraycopy(w, from, laid, to, units);
            }
        }
        operands.w = laid;
        operands.weightStep = UNITS;
        operands.weightTerm = terms;
    }
}
