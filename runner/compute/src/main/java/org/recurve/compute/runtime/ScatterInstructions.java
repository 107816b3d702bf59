package org.recurve.compute.runtime;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.kernel.gather.GatherKernel;
import org.recurve.compute.kernel.gather.IndexLists;
import org.recurve.compute.runtime.InstructionSummary.BufferUse;
import org.recurve.compute.runtime.InstructionSummary.WorkKind;

/** The instructions that add rows to where a switch says. */
public final class ScatterInstructions {
    private ScatterInstructions() {}

    /** The transpose of {@link Instructions.TakeAlongStep} where rows are listed. */
    public record ScatterAddStep(
            GatherKernel kernel,
            IndexLists.TransposedLists lists,
            BufferView source,
            BufferView choice,
            BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            return InstructionSummary.of(
                    "GatherKernel.place", WorkKind.SUMS, target, BufferUse.of(source), BufferUse.of("choice", choice));
        }

        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
                kernel.place(
                        lists,
                        frame.array(source),
                        source.at(frame, block),
                        frame.array(choice),
                        choice.at(frame, block),
                        frame.array(target),
                        target.at(frame, block),
                        Instruction.from(share, target.rows()),
                        Instruction.to(share, target.rows()),
                        target.width());
            }
        }
    }

    /** The transpose of {@link Instructions.TakeAlongStep} where rows are computed. */
    public record ComputedScatterStep(IndexTable table, BufferView source, BufferView choice, BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            return InstructionSummary.of(
                    "scatter", WorkKind.LOOKUPS, target, BufferUse.of(source), BufferUse.of("choice", choice));
        }

        @Override
        public boolean byBlock() {
            return true;
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            if (share.part() > 0) {
                return;
            }
            float[] y = frame.array(source);
            float[] out = frame.array(target);
            for (int block = fromBlock; block < toBlock; block++) {
                int to = target.at(frame, block);
                java.util.Arrays.fill(out, to, to + target.rows() * BlockLayout.LANES, 0);
                int end;
                for (int row = 0; row < table.rows(); row = end) {
                    end = table.runEnd(row);
                    for (int lane = 0; lane < BlockLayout.LANES; lane++) {
                        int k = IndexCheck.checked(frame, choice, block, table.chooser(row), lane, table.size(row));
                        int at = to + (table.source(row, k) - row) * BlockLayout.LANES + lane;
                        for (int r = row; r < end; r++) {
                            out[at + r * BlockLayout.LANES] += source.shared()
                                    ? y[source.offset() + r]
                                    : y[source.at(frame, block) + r * BlockLayout.LANES + lane];
                        }
                    }
                }
            }
        }
    }

    /** The transpose of {@link Instructions.TakeAlongStep} from a shared source; a share of the work is a share of the result's rows. */
    public record SharedScatterStep(IndexTable table, BufferView source, BufferView choice, BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            return InstructionSummary.of(
                    "scatter over the batch",
                    WorkKind.LOOKUPS,
                    target,
                    BufferUse.of(source),
                    BufferUse.of("choice", choice));
        }

        @Override
        public boolean byBlock() {
            return false;
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            int from = Instruction.from(share, target.rows());
            int to = Instruction.to(share, target.rows());
            float[] out = frame.array(target);
            java.util.Arrays.fill(out, target.offset() + from, target.offset() + to, 0);
            for (int example = 0; example < frame.examples(); example++) {
                collect(frame, example / BlockLayout.LANES, example % BlockLayout.LANES, from, to);
            }
        }

        private void collect(ExecutionFrame frame, int block, int lane, int from, int to) {
            float[] y = frame.array(source);
            float[] out = frame.array(target);
            int first = source.at(frame, block) + lane;
            int end;
            for (int row = 0; row < table.rows(); row = end) {
                end = table.runEnd(row);
                int k = IndexCheck.checked(frame, choice, block, table.chooser(row), lane, table.size(row));
                int at = table.source(row, k);
                int until = Math.min(end, row + to - at);
                for (int r = Math.max(row, row + from - at); r < until; r++) {
                    out[target.offset() + at + r - row] += y[first + r * BlockLayout.LANES];
                }
            }
        }
    }
}
