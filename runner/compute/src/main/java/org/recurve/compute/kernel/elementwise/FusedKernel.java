package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;
import java.util.List;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.HardwareFeatures;

/**
 * A chain, ready to run. Strips short enough for the first-level cache pass through all steps, one tight loop a step; or
 * all steps are one loop of their own, once that is the faster way (see {@link TieringPolicy}).
 *
 * <p>Serves many threads; each brings its own {@link ElementwiseScratch}. An output may lie exactly over an input that is neither
 * mapped nor spread over lanes; otherwise outputs overlap neither inputs nor each other.
 */
public final class FusedKernel {
    /** Floats that pass through all steps together: 4 KB a register. */
    static final int STRIP = 64 * BlockLayout.LANES;

    private final FusedExpression expression;
    private final ChunkKernel kernel;
    private final TieringPolicy policy;
    private final ScratchAssignment assignment;
    private final float[][] constants;
    private final SingleExample single;

    /** @param expression in as few steps as can be */
    public FusedKernel(FusedExpression expression, ChunkKernel kernel, TieringPolicy policy) {
        this.expression = expression;
        this.kernel = kernel;
        this.policy = policy;
        this.assignment = ScratchAssignment.of(expression);
        this.single = SingleExample.of(expression, kernel);
        this.constants = expression.constants().stream().map(FusedKernel::strip).toArray(float[][]::new);
    }

    /** Returns the kernel that is the faster one on {@code hardware}; all give the same bits. */
    public static FusedKernel of(FusedExpression expression, HardwareFeatures features) {
        FusedExpression joined = ProductFusion.joined(expression);
        ExpressionShape shape = ExpressionShape.of(joined);
        TieringPolicy policy = features.vector() ? TieringPolicy.of(shape) : TieringPolicy.never(shape);
        return new FusedKernel(joined, ChunkKernel.of(features), policy);
    }

    private static float[] strip(float value) {
        float[] strip = new float[STRIP];
        Arrays.fill(strip, value);
        return strip;
    }

    /** Returns what it runs: the chain it was made of, in as few steps. */
    public FusedExpression chain() {
        return expression;
    }

    /** Returns a thread's working memory for this kernel alone. */
    public ElementwiseScratch scratch() {
        return ElementwiseScratch.fitting(List.of(this));
    }

    int strips() {
        return assignment.strips();
    }

    /** Arrays that take part: those of the registers, then those of the outputs. */
    int arrays() {
        return expression.registers() + expression.outputs().size();
    }

    /**
     * Runs on values of the examples, [block][row][16 lanes]; shared inputs are the same for all of them.
     *
     * @param outputs not shared, not mapped
     * @param spaces the arrays that the operands name
     * @param step which step a loop is at
     * @param examples how many lanes hold examples, counted from block 0; those behind hold copies of the last one and get its results
     */
    public void lanes(
            RowOperand[] inputs,
            RowOperand[] outputs,
            float[][] spaces,
            int step,
            ElementwiseScratch scratch,
            int rowFrom,
            int rowTo,
            int blockFrom,
            int blockTo,
            int examples) {
        prepare(scratch);
        boolean one = blockFrom < blockTo && single.pays() && examples == (blockTo - 1) * BlockLayout.LANES + 1;
        int whole = one ? blockTo - 1 : blockTo;
        int reach = reach(inputs, false, rowTo - rowFrom, STRIP / BlockLayout.LANES);
        int rows;
        for (int row = rowFrom; row < rowTo && blockFrom < whole; row += rows) {
            rows = Math.min(reach, runEnd(inputs, row, rowTo) - row);
            spreadShared(inputs, spaces, scratch, row, rows, row == rowFrom);
            for (int block = blockFrom; block < whole; block++) {
                readLanes(inputs, spaces, step, scratch, block, row, rows);
                execute(outputs, spaces, scratch, step, block, row * BlockLayout.LANES, rows * BlockLayout.LANES);
            }
        }
        for (int row = rowFrom; row < rowTo && one; row += rows) {
            rows = Math.min(SingleExample.ROWS, rowTo - row);
            single.read(inputs, spaces, step, scratch, whole, row, rows);
            execute(scratch, rows);
            single.write(outputs, spaces, step, scratch, whole, row, rows);
        }
    }

    /** Takes what a strip of rows of one block comes to. */
    public interface StripConsumer {
        /** Returns where in {@link ElementwiseScratch#array} a strip of a result is to lie. */
        int place(int result, int block);

        /** Takes the results of a strip, which lie there until it returns. */
        void accept(int block, int row, int rows);
    }

    /**
     * Runs likewise on values of the examples and hands results on: a strip of all blocks, then the next one.
     *
     * @param outputs of the first results, which are written; those behind them are handed on instead
     */
    public void strips(
            RowOperand[] inputs,
            RowOperand[] outputs,
            float[][] spaces,
            int step,
            ElementwiseScratch scratch,
            int rowFrom,
            int rowTo,
            int blockFrom,
            int blockTo,
            StripConsumer consumer) {
        prepare(scratch);
        int rows;
        for (int row = rowFrom; row < rowTo; row += rows) {
            rows = Math.min(STRIP / BlockLayout.LANES, runEnd(inputs, row, rowTo) - row);
            spreadShared(inputs, spaces, scratch, row, rows, row == rowFrom);
            for (int block = blockFrom; block < blockTo; block++) {
                readLanes(inputs, spaces, step, scratch, block, row, rows);
                for (int o = outputs.length; o < expression.outputs().size(); o++) {
                    bind(scratch, o, scratch.floats, consumer.place(o - outputs.length, block));
                }
                execute(outputs, spaces, scratch, step, block, row * BlockLayout.LANES, rows * BlockLayout.LANES);
                consumer.accept(block, row, rows);
            }
        }
    }

    private boolean isSteady(int input) {
        return input >= expression.inputs() - expression.steady();
    }

    /** Returns up to which row all steady inputs have the numbers they have at {@code row}. */
    private int runEnd(RowOperand[] inputs, int row, int to) {
        int end = to;
        for (int i = expression.inputs() - expression.steady(); i < inputs.length; i++) {
            end = Math.min(end, inputs[i].runEnd(row));
        }
        return end;
    }

    private void spreadShared(
            RowOperand[] inputs, float[][] spaces, ElementwiseScratch scratch, int row, int rows, boolean first) {
        for (int i = 0; i < inputs.length; i++) {
            if (isSteady(i)) {
                fill(inputs[i], i, spaces, scratch, row, first);
            } else if (inputs[i].shared()) {
                spread(inputs[i], i, spaces, scratch, row, rows);
            }
        }
    }

    /** Fills a steady input's strip with its number, if that is another than in the row before. */
    private static void fill(
            RowOperand input, int register, float[][] spaces, ElementwiseScratch scratch, int row, boolean first) {
        if (first || input.runStart(row) == row) {
            int source = input.map()[row];
            int at = register * STRIP;
            float number = source < 0 ? 0 : spaces[input.space()][input.offset() + source];
            Arrays.fill(scratch.floats, at, at + STRIP, number);
            scratch.arrays[register] = scratch.floats;
            scratch.offsets[register] = at;
        }
    }

    private void readLanes(
            RowOperand[] inputs, float[][] spaces, int step, ElementwiseScratch scratch, int block, int row, int rows) {
        for (int i = 0; i < inputs.length; i++) {
            if (!inputs[i].shared()) {
                read(inputs[i], i, spaces, scratch, inputs[i].at(step, block), row, rows);
            }
        }
    }

    /** Runs on shared values, the rows from {@code from} to {@code to}; all operands are shared. */
    public void flat(
            RowOperand[] inputs, RowOperand[] outputs, float[][] spaces, ElementwiseScratch scratch, int from, int to) {
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
    private void prepare(ElementwiseScratch scratch) {
        int register = expression.inputs();
        for (float[] constant : constants) {
            scratch.arrays[register] = constant;
            scratch.offsets[register++] = 0;
        }
        for (int strip : assignment.strip()) {
            scratch.arrays[register] = scratch.floats;
            scratch.offsets[register++] = strip * STRIP;
        }
    }

    /** Returns how many rows pass together: a loop needs strips for those inputs alone that do not lie as they are read. */
    private int reach(RowOperand[] inputs, boolean shared, int rows, int strip) {
        if (!(policy.stage() instanceof TieringPolicy.ExecutionTier.CompiledTier)) {
            return strip;
        }
        for (int i = 0; i < inputs.length; i++) {
            if (!isSteady(i) && (inputs[i].mapped() || inputs[i].shared() != shared)) {
                return strip;
            }
        }
        return rows;
    }

    private void spread(
            RowOperand input, int register, float[][] spaces, ElementwiseScratch scratch, int row, int rows) {
        float[] from = spaces[input.space()];
        int at = register * STRIP;
        if (input.mapped()) {
            kernel.spread(from, input.offset(), input.map(), row, rows, scratch.floats, at);
        } else {
            kernel.spread(from, input.offset() + row, rows, scratch.floats, at);
        }
        scratch.arrays[register] = scratch.floats;
        scratch.offsets[register] = at;
    }

    private void read(
            RowOperand input,
            int register,
            float[][] spaces,
            ElementwiseScratch scratch,
            int offset,
            int row,
            int rows) {
        if (input.mapped()) {
            int at = register * STRIP;
            kernel.gather(spaces[input.space()], offset, input.map(), row, rows, scratch.floats, at);
            scratch.arrays[register] = scratch.floats;
            scratch.offsets[register] = at;
        } else {
            scratch.arrays[register] = spaces[input.space()];
            scratch.offsets[register] = offset + row * BlockLayout.LANES;
        }
    }

    private void read(RowOperand input, int register, float[][] spaces, ElementwiseScratch scratch, int row, int rows) {
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

    private void execute(
            RowOperand[] outputs, float[][] spaces, ElementwiseScratch scratch, int step, int block, int start, int n) {
        for (int o = 0; o < outputs.length; o++) {
            bind(scratch, o, spaces[outputs[o].space()], outputs[o].at(step, block) + start);
        }
        execute(scratch, n);
    }

    private void bind(ElementwiseScratch scratch, int output, float[] array, int offset) {
        scratch.arrays[expression.registers() + output] = array;
        scratch.offsets[expression.registers() + output] = offset;
    }

    private void execute(ElementwiseScratch scratch, int n) {
        switch (policy.stage()) {
            case TieringPolicy.ExecutionTier.CompiledTier(FusedLoop loop) -> {
                int whole = VectorChunkKernel.SPECIES.loopBound(n);
                loop.run(scratch.arrays, scratch.offsets, whole);
                rest(scratch, whole, n);
            }
            case TieringPolicy.ExecutionTier.WarmupTier tier -> practise(tier, scratch, n);
            case TieringPolicy.ExecutionTier.InterpretedTier beginning -> {
                strips(scratch, n);
                policy.worked(beginning, n);
            }
            case TieringPolicy.ExecutionTier.RejectedTier rejectedTier -> strips(scratch, n);
        }
    }

    private void practise(TieringPolicy.ExecutionTier.WarmupTier tier, ElementwiseScratch scratch, int n) {
        int share = policy.share(tier, n);
        if (share == 0) {
            strips(scratch, n);
            return;
        }
        long begun = System.nanoTime();
        tier.loop().run(scratch.arrays, scratch.offsets, share);
        long between = System.nanoTime();
        rest(scratch, share, n);
        policy.measured(tier, share, between - begun, n - share, System.nanoTime() - between);
    }

    /** Runs the elements from {@code done} on. */
    private void rest(ElementwiseScratch scratch, int done, int n) {
        if (done < n) {
            move(scratch, done);
            strips(scratch, n - done);
            move(scratch, -done);
        }
    }

    private void move(ElementwiseScratch scratch, int by) {
        for (int input = 0; input < expression.inputs(); input++) {
            scratch.offsets[input] += by;
        }
        for (int output = expression.registers(); output < arrays(); output++) {
            scratch.offsets[output] += by;
        }
    }

    private void strips(ElementwiseScratch scratch, int n) {
        float[][] arrays = scratch.arrays;
        int[] offsets = scratch.offsets;
        int first = expression.inputs() + constants.length;
        for (int s = 0; s < assignment.output().length; s++) {
            int to = first + s;
            if (assignment.output()[s] >= 0) {
                int output = expression.registers() + assignment.output()[s];
                arrays[to] = arrays[output];
                offsets[to] = offsets[output];
            }
            FusedExpression.ExpressionStep next = expression.steps().get(s);
            int a = next.a();
            int b = next.function().arity() > 1 ? next.b() : a;
            int c = next.function().arity() > 2 ? next.c() : a;
            kernel.apply(
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
        for (int o : assignment.copied()) {
            int from = expression.outputs().get(o);
            int to = expression.registers() + o;
            System.arraycopy(arrays[from], offsets[from], arrays[to], offsets[to], n);
        }
    }
}
