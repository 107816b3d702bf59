package org.recurve.compute.elementwise;

import java.util.Arrays;
import java.util.List;

/**
 * A chain, ready to run: strips short enough for the first-level cache pass through all steps, one tight loop a step.
 *
 * <p>Immutable; each thread brings its own {@link Scratch}. An output may lie exactly over an input that is neither
 * mapped nor spread over lanes; otherwise outputs overlap neither inputs nor each other.
 */
public final class ChainKernel {
    /** Examples side by side. */
    static final int LANES = 16;

    /** Floats that pass through all steps together: 4 KB a register. */
    static final int STRIP = 64 * LANES;

    private final Chain chain;
    private final Loops loops;
    private final Placement placement;
    private final float[][] constants;

    private ChainKernel(Chain chain, Loops loops) {
        this.chain = chain;
        this.loops = loops;
        this.placement = Placement.of(chain);
        this.constants = chain.constants().stream().map(ChainKernel::strip).toArray(float[][]::new);
    }

    /** The kernel that is the faster one on {@code hardware}; all give the same bits. */
    public static ChainKernel of(Chain chain, Hardware hardware) {
        return new ChainKernel(Products.joined(chain), Loops.of(hardware));
    }

    private static float[] strip(float value) {
        float[] strip = new float[STRIP];
        Arrays.fill(strip, value);
        return strip;
    }

    /** What it runs: the chain it was made of, in as few steps. */
    public Chain chain() {
        return chain;
    }

    /** A thread's working memory for this kernel alone. */
    public Scratch scratch() {
        return Scratch.fitting(List.of(this));
    }

    int strips() {
        return placement.strips();
    }

    /**
     * Runs on values of the examples, [block][row][16 lanes]; shared inputs are the same for all of them.
     *
     * @param outputs not shared, not mapped
     * @param spaces the arrays that the operands name
     * @param step which step a loop is at
     */
    public void lanes(
            Operand[] inputs,
            Operand[] outputs,
            float[][] spaces,
            int step,
            Scratch scratch,
            int rowFrom,
            int rowTo,
            int blockFrom,
            int blockTo) {
        prepare(scratch);
        for (int row = rowFrom; row < rowTo; row += STRIP / LANES) {
            int rows = Math.min(STRIP / LANES, rowTo - row);
            for (int i = 0; i < inputs.length; i++) {
                if (inputs[i].shared()) {
                    spread(inputs[i], i, spaces, scratch, row, rows);
                }
            }
            for (int block = blockFrom; block < blockTo; block++) {
                for (int i = 0; i < inputs.length; i++) {
                    if (!inputs[i].shared()) {
                        read(inputs[i], i, spaces, scratch, inputs[i].at(step, block), row, rows);
                    }
                }
                execute(outputs, spaces, scratch, step, block, row * LANES, rows * LANES);
            }
        }
    }

    /** Runs on shared values, the rows from {@code from} to {@code to}; all operands are shared. */
    public void flat(Operand[] inputs, Operand[] outputs, float[][] spaces, Scratch scratch, int from, int to) {
        prepare(scratch);
        for (int row = from; row < to; row += STRIP) {
            int rows = Math.min(STRIP, to - row);
            for (int i = 0; i < inputs.length; i++) {
                read(inputs[i], i, spaces, scratch, row, rows);
            }
            execute(outputs, spaces, scratch, 0, 0, row, rows);
        }
    }

    /** Binds what does not change from strip to strip. */
    private void prepare(Scratch scratch) {
        int register = chain.inputs();
        for (float[] constant : constants) {
            scratch.arrays[register] = constant;
            scratch.offsets[register++] = 0;
        }
        for (int strip : placement.strip()) {
            scratch.arrays[register] = scratch.floats;
            scratch.offsets[register++] = strip * STRIP;
        }
    }

    private void spread(Operand input, int register, float[][] spaces, Scratch scratch, int row, int rows) {
        float[] from = spaces[input.space()];
        int at = register * STRIP;
        if (input.mapped()) {
            loops.spread(from, input.offset(), input.map(), row, rows, scratch.floats, at);
        } else {
            loops.spread(from, input.offset() + row, rows, scratch.floats, at);
        }
        scratch.arrays[register] = scratch.floats;
        scratch.offsets[register] = at;
    }

    private void read(Operand input, int register, float[][] spaces, Scratch scratch, int offset, int row, int rows) {
        if (input.mapped()) {
            int at = register * STRIP;
            loops.gather(spaces[input.space()], offset, input.map(), row, rows, scratch.floats, at);
            scratch.arrays[register] = scratch.floats;
            scratch.offsets[register] = at;
        } else {
            scratch.arrays[register] = spaces[input.space()];
            scratch.offsets[register] = offset + row * LANES;
        }
    }

    private void read(Operand input, int register, float[][] spaces, Scratch scratch, int row, int rows) {
        float[] from = spaces[input.space()];
        if (input.mapped()) {
            int at = register * STRIP;
            for (int r = 0; r < rows; r++) {
                int source = input.map()[row + r];
                scratch.floats[at + r] = source < 0 ? 0 : from[input.offset() + source];
            }
            scratch.arrays[register] = scratch.floats;
            scratch.offsets[register] = at;
        } else {
            scratch.arrays[register] = from;
            scratch.offsets[register] = input.offset() + row;
        }
    }

    private void execute(Operand[] outputs, float[][] spaces, Scratch scratch, int step, int block, int start, int n) {
        float[][] arrays = scratch.arrays;
        int[] offsets = scratch.offsets;
        int first = chain.inputs() + constants.length;
        for (int s = 0; s < placement.output().length; s++) {
            int to = first + s;
            if (placement.output()[s] >= 0) {
                Operand output = outputs[placement.output()[s]];
                arrays[to] = spaces[output.space()];
                offsets[to] = output.at(step, block) + start;
            }
            Chain.Step next = chain.steps().get(s);
            int a = next.a();
            int b = next.function().arity() > 1 ? next.b() : a;
            int c = next.function().arity() > 2 ? next.c() : a;
            loops.apply(
                    next.function(),
                    arrays[a],
                    offsets[a],
                    arrays[b],
                    offsets[b],
                    arrays[c],
                    offsets[c],
                    arrays[to],
                    offsets[to],
                    n);
        }
        for (int o : placement.copied()) {
            int from = chain.outputs().get(o);
            int at = outputs[o].at(step, block) + start;
            System.arraycopy(arrays[from], offsets[from], spaces[outputs[o].space()], at, n);
        }
    }
}
