package org.recurve.compute.elementwise;

import java.util.Arrays;
import java.util.List;

/**
 * A chain, ready to run. Strips short enough for the first-level cache pass through all steps, one tight loop a step; or
 * all steps are one loop of their own, once that is the faster way (see {@link Promotion}).
 *
 * <p>Serves many threads; each brings its own {@link Scratch}. An output may lie exactly over an input that is neither
 * mapped nor spread over lanes; otherwise outputs overlap neither inputs nor each other.
 */
public final class ChainKernel {
    /** Examples side by side. */
    static final int LANES = 16;

    /** Floats that pass through all steps together: 4 KB a register. */
    static final int STRIP = 64 * LANES;

    private final Chain chain;
    private final Loops loops;
    private final Promotion promotion;
    private final Placement placement;
    private final float[][] constants;

    /** @param chain in as few steps as can be */
    ChainKernel(Chain chain, Loops loops, Promotion promotion) {
        this.chain = chain;
        this.loops = loops;
        this.promotion = promotion;
        this.placement = Placement.of(chain);
        this.constants = chain.constants().stream().map(ChainKernel::strip).toArray(float[][]::new);
    }

    /** The kernel that is the faster one on {@code hardware}; all give the same bits. */
    public static ChainKernel of(Chain chain, Hardware hardware) {
        Chain joined = Products.joined(chain);
        Form form = Form.of(joined);
        Promotion promotion = hardware.vector() ? Promotion.of(form) : Promotion.never(form);
        return new ChainKernel(joined, Loops.of(hardware), promotion);
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

    /** Arrays that take part: those of the registers, then those of the outputs. */
    int arrays() {
        return chain.registers() + chain.outputs().size();
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
        int reach = reach(inputs, false, rowTo - rowFrom, STRIP / LANES);
        for (int row = rowFrom; row < rowTo; row += reach) {
            int rows = Math.min(reach, rowTo - row);
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
        int reach = reach(inputs, true, to - from, STRIP);
        for (int row = from; row < to; row += reach) {
            int rows = Math.min(reach, to - row);
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

    /** How many rows pass together: a loop needs strips for those inputs alone that do not lie as they are read. */
    private int reach(Operand[] inputs, boolean shared, int rows, int strip) {
        if (!(promotion.stage() instanceof Promotion.Stage.Loop)) {
            return strip;
        }
        for (Operand input : inputs) {
            if (input.mapped() || input.shared() != shared) {
                return strip;
            }
        }
        return rows;
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
        for (int o = 0; o < outputs.length; o++) {
            scratch.arrays[chain.registers() + o] = spaces[outputs[o].space()];
            scratch.offsets[chain.registers() + o] = outputs[o].at(step, block) + start;
        }
        switch (promotion.stage()) {
            case Promotion.Stage.Loop(ChainLoop loop) -> {
                int whole = VectorLoops.SPECIES.loopBound(n);
                loop.run(scratch.arrays, scratch.offsets, whole);
                rest(scratch, whole, n);
            }
            case Promotion.Stage.Practice practice -> practise(practice, scratch, n);
            case Promotion.Stage.Strips beginning -> {
                strips(scratch, n);
                promotion.worked(beginning, n);
            }
            case Promotion.Stage.Kept kept -> strips(scratch, n);
        }
    }

    private void practise(Promotion.Stage.Practice practice, Scratch scratch, int n) {
        int share = promotion.share(practice, n);
        if (share == 0) {
            strips(scratch, n);
            return;
        }
        long begun = System.nanoTime();
        practice.loop().run(scratch.arrays, scratch.offsets, share);
        long between = System.nanoTime();
        rest(scratch, share, n);
        promotion.measured(practice, share, between - begun, n - share, System.nanoTime() - between);
    }

    /** Runs the elements from {@code done} on. */
    private void rest(Scratch scratch, int done, int n) {
        if (done < n) {
            move(scratch, done);
            strips(scratch, n - done);
            move(scratch, -done);
        }
    }

    private void move(Scratch scratch, int by) {
        for (int input = 0; input < chain.inputs(); input++) {
            scratch.offsets[input] += by;
        }
        for (int output = chain.registers(); output < arrays(); output++) {
            scratch.offsets[output] += by;
        }
    }

    private void strips(Scratch scratch, int n) {
        float[][] arrays = scratch.arrays;
        int[] offsets = scratch.offsets;
        int first = chain.inputs() + constants.length;
        for (int s = 0; s < placement.output().length; s++) {
            int to = first + s;
            if (placement.output()[s] >= 0) {
                int output = chain.registers() + placement.output()[s];
                arrays[to] = arrays[output];
                offsets[to] = offsets[output];
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
            int to = chain.registers() + o;
            System.arraycopy(arrays[from], offsets[from], arrays[to], offsets[to], n);
        }
    }
}
