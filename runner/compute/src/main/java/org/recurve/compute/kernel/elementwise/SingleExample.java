package org.recurve.compute.kernel.elementwise;

import org.recurve.compute.arithmetic.BlockLayout;

/**
 * The rows of a block of one example, a float each: where 15 lanes would be copies, a vector has 16 rows.
 *
 * @param pays whether the functions of the copies take longer than laying the rows side by side and back
 */
record SingleExample(FusedExpression expression, ChunkKernel kernel, boolean pays) {
    /** Rows that pass together. */
    static final int ROWS = FusedKernel.STRIP;

    private static final int LANES = BlockLayout.LANES;

    static SingleExample of(FusedExpression expression, ChunkKernel kernel) {
        boolean series =
                expression.steps().stream().anyMatch(step -> step.function().isTranscendental());
        return new SingleExample(expression, kernel, series);
    }

    /** Reads some rows of all inputs into strips, and has the outputs written to strips. */
    void read(
            RowOperand[] inputs, float[][] spaces, int step, ElementwiseScratch scratch, int block, int row, int rows) {
        for (int i = 0; i < inputs.length; i++) {
            int at = i * FusedKernel.STRIP;
            read(inputs[i], spaces[inputs[i].space()], inputs[i].at(step, block), row, rows, scratch.floats, at);
            scratch.arrays[i] = scratch.floats;
            scratch.offsets[i] = at;
        }
        for (int o = 0; o < expression.outputs().size(); o++) {
            scratch.arrays[expression.registers() + o] = scratch.floats;
            scratch.offsets[expression.registers() + o] = scratch.results(o);
        }
    }

    private static void read(RowOperand input, float[] from, int offset, int row, int rows, float[] to, int at) {
        int lanes = input.shared() ? 1 : LANES;
        if (input.mapped()) {
            for (int r = 0; r < rows; r++) {
                int source = input.map()[row + r];
                to[at + r] = source < 0 ? 0 : from[offset + source * lanes];
            }
        } else {
            for (int r = 0; r < rows; r++) {
                to[at + r] = from[offset + (row + r) * lanes];
            }
        }
    }

    /** Writes some rows of all outputs, in all lanes. */
    void write(
            RowOperand[] outputs,
            float[][] spaces,
            int step,
            ElementwiseScratch scratch,
            int block,
            int row,
            int rows) {
        for (int o = 0; o < outputs.length; o++) {
            int to = outputs[o].at(step, block) + row * LANES;
            kernel.spread(scratch.floats, scratch.results(o), rows, spaces[outputs[o].space()], to);
        }
    }
}
