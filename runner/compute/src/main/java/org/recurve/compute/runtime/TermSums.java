package org.recurve.compute.runtime;

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

    /**
     * Sums of consecutive rows.
     *
     * @param terms its outputs are stored, what it computes behind them is summed; as many rows for each row of the targets
     * @param targets equally many rows each
     */
    public record RowTermSum(GatherKernel kernel, FusedStep terms, List<BufferView> targets) implements Instruction {
        @Override
        public InstructionSummary describe() {
            return FusedSummary.ofSums(terms, targets);
        }

        @Override
        public boolean byBlock() {
            return true;
        }

        @Override
        public List<Integer> written() {
            return Stream.concat(targets.stream().map(BufferView::offset), terms.written().stream())
                    .toList();
        }

        @Override
        public boolean inRanges(RowRanges ranges) {
            return ranges.divide(rows())
                    && Stream.concat(Stream.of(terms.inputs()), Stream.of(terms.outputs()))
                            .allMatch(operand -> operand.stepStride() == 0)
                    && Stream.of(terms.inputs()).allMatch(input -> ranges.contain(input, terms.rows()));
        }

        @Override
        public long tables() {
            return terms.tables();
        }

        private int rows() {
            return targets.getFirst().rows();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            ElementwiseScratch strips = scratch.elementwise();
            int length = terms.rows() / rows();
            FusedKernel.StripConsumer adding = new RowSums(kernel, targets, length, frame, strips);
            int to = Instruction.to(share, rows());
            for (int row = Instruction.from(share, rows()); row < to; row++) {
                terms.sum(frame, strips, row * length, (row + 1) * length, fromBlock, toBlock, adding);
            }
        }
    }

    /** Adds the rows of a strip to the sums that they belong to. */
    private record RowSums(
            GatherKernel kernel, List<BufferView> targets, int length, ExecutionFrame frame, ElementwiseScratch strips)
            implements FusedKernel.StripConsumer {
        @Override
        public int place(int result, int block) {
            return strips.results(result);
        }

        @Override
        public void accept(int block, int row, int rows) {
            for (int i = 0; i < targets.size(); i++) {
                BufferView target = targets.get(i);
                int to = target.at(frame, block) + row / length * LANES;
                kernel.sumOn(strips.array(), strips.results(i), rows, frame.array(target), to, row % length == 0);
            }
        }
    }

    /**
     * Sums over the examples.
     *
     * @param terms its outputs are stored, what it computes behind them is summed
     */
    public record BatchTermSum(GatherKernel kernel, FusedStep terms, List<BufferView> targets) implements Instruction {
        @Override
        public InstructionSummary describe() {
            return FusedSummary.ofSums(terms, targets);
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
            int from = Instruction.from(share, terms.rows());
            int to = Instruction.to(share, terms.rows());
            ElementwiseScratch strips = scratch.elementwise();
            terms.sum(frame, strips, from, to, 0, frame.blocks(), new BlockSums(kernel, targets, frame, strips));
        }
    }

    /**
     * Adds the blocks of a strip: the first one's results lie where their sums do, the last one's are added on the way to the sum of
     * the lanes.
     */
    private record BlockSums(
            GatherKernel kernel, List<BufferView> targets, ExecutionFrame frame, ElementwiseScratch strips)
            implements FusedKernel.StripConsumer {
        private boolean isLast(int block) {
            return block == frame.blocks() - 1;
        }

        @Override
        public int place(int result, int block) {
            return block == 0 && !isLast(block) ? strips.sums(result) : strips.results(result);
        }

        @Override
        public void accept(int block, int row, int rows) {
            float[] floats = strips.array();
            for (int i = 0; i < targets.size(); i++) {
                if (isLast(block)) {
                    BufferView target = targets.get(i);
                    kernel.addLanes(
                            floats,
                            strips.sums(i),
                            block == 0,
                            floats,
                            strips.results(i),
                            rows,
                            Math.min(LANES, frame.examples() - block * LANES),
                            frame.array(target),
                            target.offset() + row);
                } else if (block > 0) {
                    kernel.add(floats, strips.results(i), rows, floats, strips.sums(i));
                }
            }
        }
    }
}
