package org.recurve.compute.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.kernel.elementwise.ElementwiseScratch;
import org.recurve.compute.kernel.elementwise.FusedKernel;
import org.recurve.compute.kernel.gather.GatherKernel;

/** The instructions that add terms as they compute them, strip by strip. */
public final class TermSums {
    private static final int LANES = BlockLayout.LANES;

    private TermSums() {}

    private static void strips(
            Instructions.FusedStep terms,
            ExecutionFrame frame,
            WorkerScratch scratch,
            int from,
            int to,
            int fromBlock,
            int toBlock,
            FusedKernel.StripConsumer adding) {
        terms.kernel()
                .strips(
                        terms.inputs(),
                        frame.spaces(),
                        frame.step(),
                        scratch.elementwise(),
                        from,
                        to,
                        fromBlock,
                        toBlock,
                        adding);
    }

    /**
     * Sums of consecutive rows.
     *
     * @param terms without outputs; as many rows for each row of the target
     */
    public record RowTermSum(GatherKernel kernel, Instructions.FusedStep terms, BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            return FusedSummary.ofSum(terms, target);
        }

        @Override
        public boolean byBlock() {
            return true;
        }

        @Override
        public List<Integer> written() {
            return List.of(target.offset());
        }

        @Override
        public boolean inRanges(RowRanges ranges) {
            return ranges.divide(target.rows())
                    && Stream.of(terms.inputs())
                            .allMatch(input -> input.stepStride() == 0 && ranges.contain(input, terms.rows()));
        }

        @Override
        public long tables() {
            return terms.tables();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            int length = terms.rows() / target.rows();
            float[] out = frame.array(target);
            FusedKernel.StripConsumer adding = (block, row, rows, results, at) -> kernel.sumOn(
                    results, at, rows, out, target.at(frame, block) + row / length * LANES, row % length == 0);
            int to = Instruction.to(share, target.rows());
            for (int row = Instruction.from(share, target.rows()); row < to; row++) {
                strips(terms, frame, scratch, row * length, (row + 1) * length, fromBlock, toBlock, adding);
            }
        }
    }

    /**
     * Sums over the examples.
     *
     * @param terms without outputs
     */
    public record BatchTermSum(GatherKernel kernel, Instructions.FusedStep terms, BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            return FusedSummary.ofSum(terms, target);
        }

        @Override
        public boolean byBlock() {
            return false;
        }

        @Override
        public long tables() {
            return terms.tables();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            ElementwiseScratch strips = scratch.elementwise();
            float[] out = frame.array(target);
            int blocks = frame.blocks();
            FusedKernel.StripConsumer adding = (block, row, rows, results, at) -> {
                if (block == 0) {
                    Arrays.fill(strips.array(), strips.sums(), strips.sums() + rows * LANES, 0f);
                }
                int lanes = Math.min(LANES, frame.examples() - block * LANES);
                kernel.add(results, at, rows, lanes, strips.array(), strips.sums());
                if (block == blocks - 1) {
                    kernel.batchSum(strips.array(), strips.sums(), 0, LANES, out, target.offset() + row, 0, rows);
                }
            };
            int from = Instruction.from(share, target.rows());
            strips(terms, frame, scratch, from, Instruction.to(share, target.rows()), 0, blocks, adding);
        }
    }
}
