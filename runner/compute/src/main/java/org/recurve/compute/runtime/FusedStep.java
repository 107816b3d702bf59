package org.recurve.compute.runtime;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.kernel.elementwise.FusedKernel;
import org.recurve.compute.kernel.elementwise.RowOperand;

/** Elementwise steps in one pass. */
public record FusedStep(FusedKernel kernel, RowOperand[] inputs, RowOperand[] outputs, int rows, boolean shared)
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
        if (shared) {
            kernel.flat(inputs, outputs, frame.spaces(), scratch.elementwise(), from, to);
        } else {
            kernel.lanes(
                    inputs, outputs, frame.spaces(), frame.step(), scratch.elementwise(), from, to, fromBlock, toBlock);
        }
    }
}
