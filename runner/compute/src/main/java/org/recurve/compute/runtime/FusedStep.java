package org.recurve.compute.runtime;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.kernel.elementwise.ElementwiseScratch;
import org.recurve.compute.kernel.elementwise.FusedKernel;
import org.recurve.compute.kernel.elementwise.RowOperand;

/**
 * Elementwise steps in one pass.
 *
 * @param classes which rows are computed more simply because they are of other classes than the examples', if there are many
 */
public record FusedStep(
        FusedKernel kernel,
        RowOperand[] inputs,
        RowOperand[] outputs,
        int rows,
        boolean shared,
        Optional<ClassRows> classes)
        implements Instruction {
    @Override
    public InstructionSummary describe() {
        return FusedSummary.of(this);
    }

    @Override
    public boolean byBlock() {
        return !shared;
    }

    @Override
    public List<Integer> written() {
        return Stream.of(outputs).map(RowOperand::offset).toList();
    }

    @Override
    public boolean inRanges(RowRanges ranges) {
        return !shared
                && ranges.divide(rows)
                && Stream.of(inputs).allMatch(input -> input.stepStride() == 0 && ranges.contain(input, rows))
                && Stream.of(outputs).allMatch(output -> output.stepStride() == 0);
    }

    @Override
    public long tables() {
        return Stream.of(inputs)
                .mapToLong(input -> (long) Integer.BYTES * input.map().length)
                .sum();
    }

    @Override
    public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
        int from = Instruction.from(share, rows);
        int to = Instruction.to(share, rows);
        float[][] spaces = frame.spaces();
        ElementwiseScratch strips = scratch.elementwise();
        if (shared) {
            kernel.flat(inputs, outputs, spaces, strips, from, to);
        } else if (classes.isEmpty()) {
            kernel.lanes(inputs, outputs, spaces, frame.step(), strips, from, to, fromBlock, toBlock, frame.examples());
        } else {
            classes.get().cut(this, frame, from, to, fromBlock, toBlock, (part, reads, block, begin, end) -> {
                part.lanes(
                        reads, outputs, spaces, frame.step(), strips, begin, end, block, block + 1, frame.examples());
            });
        }
    }

    /** Computes the same of values of the examples and hands on what lies behind the outputs, strip by strip, to be summed. */
    void sum(
            ExecutionFrame frame,
            ElementwiseScratch strips,
            int from,
            int to,
            int fromBlock,
            int toBlock,
            FusedKernel.StripConsumer adding) {
        float[][] spaces = frame.spaces();
        if (classes.isEmpty()) {
            kernel.strips(inputs, outputs, spaces, frame.step(), strips, from, to, fromBlock, toBlock, adding);
        } else {
            ClassRows rows = classes.get();
            rows.cut(this, frame, from, to, fromBlock, toBlock, (part, reads, block, begin, end) -> {
                // A sum is the same after one +0 as after many.
                int last = part != kernel && rows.isZero() && outputs.length == 0 ? begin + 1 : end;
                part.strips(reads, outputs, spaces, frame.step(), strips, begin, last, block, block + 1, adding);
            });
        }
    }
}
