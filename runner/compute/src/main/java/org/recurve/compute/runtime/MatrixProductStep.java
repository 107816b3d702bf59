package org.recurve.compute.runtime;

import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.kernel.product.MatrixProductKernel;
import org.recurve.compute.runtime.InstructionSummary.BufferUse;
import org.recurve.compute.runtime.InstructionSummary.WorkKind;

/** Products of pairs of matrices that each example has, or that all share. */
public record MatrixProductStep(
        MatrixProductKernel kernel, MatrixProductSpec spec, BufferView left, BufferView right, BufferView target)
        implements Instruction {
    @Override
    public InstructionSummary describe() {
        return InstructionSummary.of(
                "MatrixProductKernel.multiply",
                WorkKind.PRODUCTS,
                target,
                BufferUse.of("x", left),
                BufferUse.of("y", right));
    }

    @Override
    public boolean byBlock() {
        return !target.shared();
    }

    @Override
    public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
        for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
            kernel.multiply(
                    spec,
                    frame.array(left),
                    left.at(frame, block),
                    frame.array(right),
                    right.at(frame, block),
                    frame.array(target),
                    target.at(frame, block),
                    share,
                    target.width());
        }
    }
}
