package org.recurve.compute.runtime;

import java.util.ArrayList;
import java.util.List;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.kernel.contraction.BufferOffset;
import org.recurve.compute.kernel.contraction.ContractionKernel;
import org.recurve.compute.kernel.contraction.ContractionPlan;
import org.recurve.compute.kernel.contraction.InitialSums;
import org.recurve.compute.kernel.contraction.WeightGradientPlan;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.kernel.gather.GatherKernel;
import org.recurve.compute.kernel.gather.IndexLists;
import org.recurve.compute.runtime.InstructionSummary.BufferUse;
import org.recurve.compute.runtime.InstructionSummary.WorkKind;

/** The instructions, one for each kernel. */
public final class Instructions {
    private Instructions() {}

    /** A linear operation towards its output or its input. */
    public record ContractionStep(
            ContractionKernel kernel,
            ContractionPlan table,
            BufferView weights,
            BufferView source,
            InitialSums.InitialLayout layout,
            BufferView start,
            StepMask mask,
            BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            List<BufferUse> reads = new ArrayList<>(List.of(BufferUse.of("w", weights), BufferUse.of("x", source)));
            if (layout != InitialSums.InitialLayout.ZERO) {
                reads.add(BufferUse.of("start", start));
            }
            return InstructionSummary.of(
                    "ContractionKernel.accumulate", WorkKind.PRODUCTS, target, reads.toArray(BufferUse[]::new));
        }

        @Override
        public boolean byBlock() {
            return true;
        }

        @Override
        public long tables() {
            return table.bytes();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            InitialSums from = layout == InitialSums.InitialLayout.ZERO
                    ? InitialSums.ZERO
                    : new InitialSums(layout, start.span(frame));
            kernel.accumulate(
                    table,
                    weights.span(frame),
                    source.span(frame),
                    from,
                    target.span(frame),
                    mask.ends(frame),
                    fromBlock,
                    toBlock,
                    frame.examples(),
                    share,
                    scratch.contraction());
            if (share.part() == 0) {
                mask.clear(frame, target, fromBlock, toBlock);
            }
        }
    }

    /** The adjoints of the weights of linear operations on one value. */
    public record WeightGradientStep(
            ContractionKernel kernel,
            WeightGradientPlan table,
            BufferView x,
            List<BufferView> y,
            StepMask mask,
            List<BufferView> targets)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            List<BufferUse> reads = new ArrayList<>(List.of(BufferUse.of("x", x)));
            y.forEach(view -> reads.add(BufferUse.of("y", view)));
            return new InstructionSummary(
                    "ContractionKernel.weights",
                    WorkKind.PRODUCTS,
                    targets.stream().mapToInt(BufferView::rows).sum(),
                    reads,
                    targets.stream().map(BufferUse::of).toList(),
                    List.of(),
                    List.of());
        }

        @Override
        public boolean byBlock() {
            return false;
        }

        @Override
        public long tables() {
            return table.bytes();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            kernel.weights(
                    table,
                    x.span(frame),
                    spans(y, frame),
                    spans(targets, frame),
                    mask.ends(frame),
                    frame.examples(),
                    share,
                    scratch.contraction());
        }

        private static BufferOffset[] spans(List<BufferView> views, ExecutionFrame frame) {
            BufferOffset[] offsets = new BufferOffset[views.size()];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = views.get(i).span(frame);
            }
            return offsets;
        }
    }

    /** Sums of listed rows. */
    public record GatherSumStep(GatherKernel kernel, IndexLists lists, BufferView source, BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            return InstructionSummary.of("GatherKernel.sum", WorkKind.SUMS, target, BufferUse.of(source));
        }

        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public List<Integer> written() {
            return List.of(target.offset());
        }

        @Override
        public boolean inRanges(RowRanges ranges) {
            return ranges.divide(target.rows()) && ranges.contain(source, lists);
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            int from = Instruction.from(share, target.rows());
            int to = Instruction.to(share, target.rows());
            for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
                kernel.sum(
                        lists,
                        frame.array(source),
                        source.at(frame, block),
                        frame.array(target),
                        target.at(frame, block),
                        from,
                        to,
                        target.width());
            }
        }
    }

    /** Rows copied one after another. */
    public record ConcatStep(List<BufferView> sources, BufferView target) implements Instruction {
        @Override
        public InstructionSummary describe() {
            return InstructionSummary.of(
                    "copy",
                    WorkKind.ELEMENTS,
                    target,
                    sources.stream().map(BufferUse::of).toArray(BufferUse[]::new));
        }

        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            if (share.part() > 0) {
                return;
            }
            for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
                int at = target.at(frame, block);
                for (BufferView source : sources) {
                    if (source.shared() && !target.shared()) {
                        BroadcastStep.rows(
                                frame.array(source), source.offset(), frame.array(target), at, source.rows());
                    } else {
                        int size = source.rows() * source.width();
                        System.arraycopy(frame.array(source), source.at(frame, block), frame.array(target), at, size);
                    }
                    at += source.rows() * target.width();
                }
            }
        }
    }

    /** The largest of listed rows, and which it was. */
    public record ArgmaxStep(
            GatherKernel kernel, IndexLists lists, BufferView source, BufferView target, BufferView choice)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            return new InstructionSummary(
                    "GatherKernel.largest",
                    WorkKind.SUMS,
                    target.rows(),
                    List.of(BufferUse.of(source)),
                    List.of(BufferUse.of("largest", target), BufferUse.of("choice", choice)),
                    List.of(),
                    List.of());
        }

        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public List<Integer> written() {
            return List.of(target.offset(), choice.offset());
        }

        @Override
        public boolean inRanges(RowRanges ranges) {
            return ranges.divide(target.rows()) && ranges.contain(source, lists);
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
                kernel.largest(
                        lists,
                        frame.array(source),
                        source.at(frame, block),
                        frame.array(target),
                        target.at(frame, block),
                        frame.array(choice),
                        choice.at(frame, block),
                        Instruction.from(share, target.rows()),
                        Instruction.to(share, target.rows()),
                        target.width());
            }
        }
    }

    /** The rows that a switch names, wherever they are. */
    public record TakeAlongStep(IndexTable table, BufferView source, BufferView choice, BufferView target)
            implements Instruction {
        @Override
        public InstructionSummary describe() {
            // Of the source it reads as many rows as it takes.
            BufferUse taken = new BufferUse("", source.place(), target.rows(), source.shared());
            return InstructionSummary.of("take", WorkKind.LOOKUPS, target, taken, BufferUse.of("choice", choice));
        }

        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            int to = Instruction.to(share, target.rows());
            int width = target.width();
            int[] taken = new int[width];
            for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
                int end;
                for (int row = Instruction.from(share, target.rows()); row < to; row = end) {
                    end = Math.min(to, table.runEnd(row));
                    int chooser = table.chooser(row);
                    for (int lane = 0; lane < width; lane++) {
                        int k = IndexCheck.checked(frame, choice, block, chooser, lane, table.size(row));
                        int at = table.source(row, k);
                        taken[lane] =
                                source.shared() ? source.offset() + at : source.at(frame, block) + at * width + lane;
                    }
                    int step = source.shared() ? 1 : width;
                    take(frame.array(source), taken, step, frame.array(target), target.at(frame, block), row, end);
                }
            }
        }

        /** @param taken where the sources of the first row lie, those of the others {@code step} floats on each */
        private static void take(float[] x, int[] taken, int step, float[] out, int at, int row, int end) {
            for (int r = row; r < end; r++) {
                int to = at + r * taken.length;
                for (int lane = 0; lane < taken.length; lane++) {
                    out[to + lane] = x[taken[lane] + (r - row) * step];
                }
            }
        }
    }

    /** Sums over the examples. */
    public record BatchSumStep(GatherKernel kernel, BufferView source, BufferView target) implements Instruction {
        @Override
        public InstructionSummary describe() {
            return InstructionSummary.of("GatherKernel.batchSum", WorkKind.SUMS, target, BufferUse.of(source));
        }

        @Override
        public boolean byBlock() {
            return false;
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
            kernel.batchSum(
                    frame.array(source),
                    source.at(frame),
                    source.blockStride(),
                    frame.examples(),
                    frame.array(target),
                    target.offset(),
                    Instruction.from(share, target.rows()),
                    Instruction.to(share, target.rows()));
        }
    }

    /** A shared value written out for every lane. */
    public record BroadcastStep(BufferView source, BufferView target) implements Instruction {
        @Override
        public InstructionSummary describe() {
            return InstructionSummary.of("broadcast", WorkKind.ELEMENTS, target, BufferUse.of(source));
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
            for (int block = fromBlock; block < toBlock; block++) {
                rows(frame.array(source), source.offset(), frame.array(target), target.at(frame, block), source.rows());
            }
        }

        static void rows(float[] from, int at, float[] to, int start, int rows) {
            for (int row = 0; row < rows; row++) {
                java.util.Arrays.fill(
                        to, start + row * BlockLayout.LANES, start + (row + 1) * BlockLayout.LANES, from[at + row]);
            }
        }
    }
}
