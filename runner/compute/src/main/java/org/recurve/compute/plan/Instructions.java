package org.recurve.compute.plan;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.compute.elementwise.ChainKernel;
import org.recurve.compute.elementwise.Operand;
import org.recurve.compute.graph.Table;
import org.recurve.compute.link.ChainTable;
import org.recurve.compute.link.LinkKernel;
import org.recurve.compute.link.Share;
import org.recurve.compute.link.Span;
import org.recurve.compute.link.Start;
import org.recurve.compute.link.WeightTable;
import org.recurve.compute.rows.Lists;
import org.recurve.compute.rows.RowKernel;

/** The instructions, one for each kernel. */
final class Instructions {
    private Instructions() {}

    /** Elementwise steps in one pass. */
    record Chained(ChainKernel kernel, Operand[] inputs, Operand[] outputs, int rows, boolean shared)
            implements Instruction {
        @Override
        public boolean byBlock() {
            return !shared;
        }

        @Override
        public long tables() {
            return Stream.of(inputs)
                    .mapToLong(input -> (long) Integer.BYTES * input.map().length)
                    .sum();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            int from = Instruction.from(share, rows);
            int to = Instruction.to(share, rows);
            if (shared) {
                kernel.flat(inputs, outputs, frame.spaces(), worker.chains(), from, to);
            } else {
                kernel.lanes(
                        inputs, outputs, frame.spaces(), frame.step(), worker.chains(), from, to, fromBlock, toBlock);
            }
        }
    }

    /** A linear operation towards its output or its input. */
    record Contraction(
            LinkKernel kernel,
            ChainTable table,
            Slot weights,
            Slot source,
            Start.Form form,
            Slot start,
            Ending ending,
            Slot target)
            implements Instruction {
        @Override
        public boolean byBlock() {
            return true;
        }

        @Override
        public long tables() {
            return table.bytes();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            Start from = form == Start.Form.ZERO ? Start.ZERO : new Start(form, start.span(frame));
            kernel.chains(
                    table,
                    weights.span(frame),
                    source.span(frame),
                    from,
                    target.span(frame),
                    ending.ends(frame),
                    fromBlock,
                    toBlock,
                    share,
                    worker.links());
            if (share.part() == 0) {
                ending.clear(frame, target, fromBlock, toBlock);
            }
        }
    }

    /** The adjoints of the weights of linear operations on one value. */
    record WeightSum(LinkKernel kernel, WeightTable table, Slot x, List<Slot> y, Ending ending, List<Slot> targets)
            implements Instruction {
        @Override
        public boolean byBlock() {
            return false;
        }

        @Override
        public long tables() {
            return table.bytes();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            kernel.weights(
                    table,
                    x.span(frame),
                    spans(y, frame),
                    spans(targets, frame),
                    ending.ends(frame),
                    frame.examples(),
                    share,
                    worker.links());
        }

        private static Span[] spans(List<Slot> slots, Frame frame) {
            Span[] spans = new Span[slots.size()];
            for (int i = 0; i < spans.length; i++) {
                spans[i] = slots.get(i).span(frame);
            }
            return spans;
        }
    }

    /** Sums of listed rows. */
    record Routed(RowKernel kernel, Lists lists, Slot source, Slot target) implements Instruction {
        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
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
    record Joined(List<Slot> sources, Slot target) implements Instruction {
        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            if (share.part() > 0) {
                return;
            }
            for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
                int at = target.at(frame, block);
                for (Slot source : sources) {
                    if (source.shared() && !target.shared()) {
                        Spreading.rows(frame.array(source), source.offset(), frame.array(target), at, source.rows());
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
    record Largest(RowKernel kernel, Lists lists, Slot source, Slot target, Slot choice) implements Instruction {
        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
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
    record Picked(Table table, Slot source, Slot choice, Slot target) implements Instruction {
        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            float[] x = frame.array(source);
            float[] out = frame.array(target);
            int to = Instruction.to(share, target.rows());
            int width = target.width();
            for (int block = target.shared() ? 0 : fromBlock; block < (target.shared() ? 1 : toBlock); block++) {
                for (int row = Instruction.from(share, target.rows()); row < to; row++) {
                    int chooser = table.chooser(row);
                    for (int lane = 0; lane < width; lane++) {
                        int k = Choosing.checked(frame, choice, block, chooser, lane, table.size(row));
                        int at = table.source(row, k);
                        out[target.at(frame, block) + row * width + lane] = source.shared()
                                ? x[source.offset() + at]
                                : x[source.at(frame, block) + at * width + lane];
                    }
                }
            }
        }
    }

    /** The transpose of {@link Picked} where rows are listed. */
    record Placed(RowKernel kernel, Lists.Transposed lists, Slot source, Slot choice, Slot target)
            implements Instruction {
        @Override
        public boolean byBlock() {
            return !target.shared();
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
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

    /** The transpose of {@link Picked} where rows are computed. */
    record Scattered(Table table, Slot source, Slot choice, Slot target) implements Instruction {
        @Override
        public boolean byBlock() {
            return true;
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            if (share.part() > 0) {
                return;
            }
            float[] y = frame.array(source);
            float[] out = frame.array(target);
            for (int block = fromBlock; block < toBlock; block++) {
                int to = target.at(frame, block);
                java.util.Arrays.fill(out, to, to + target.rows() * Slot.LANES, 0);
                for (int row = 0; row < table.rows(); row++) {
                    for (int lane = 0; lane < Slot.LANES; lane++) {
                        int k = Choosing.checked(frame, choice, block, table.chooser(row), lane, table.size(row));
                        float term = source.shared()
                                ? y[source.offset() + row]
                                : y[source.at(frame, block) + row * Slot.LANES + lane];
                        out[to + table.source(row, k) * Slot.LANES + lane] += term;
                    }
                }
            }
        }
    }

    /** The transpose of {@link Picked} from a shared source; a share of the work is a share of the result's rows. */
    record Collected(Table table, Slot source, Slot choice, Slot target) implements Instruction {
        @Override
        public boolean byBlock() {
            return false;
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            int from = Instruction.from(share, target.rows());
            int to = Instruction.to(share, target.rows());
            float[] out = frame.array(target);
            java.util.Arrays.fill(out, target.offset() + from, target.offset() + to, 0);
            for (int example = 0; example < frame.examples(); example++) {
                collect(frame, example / Slot.LANES, example % Slot.LANES, from, to);
            }
        }

        private void collect(Frame frame, int block, int lane, int from, int to) {
            float[] y = frame.array(source);
            float[] out = frame.array(target);
            int chooser = -1;
            int k = 0;
            for (int row = 0; row < table.rows(); row++) {
                if (table.chooser(row) != chooser) {
                    chooser = table.chooser(row);
                    k = Choosing.checked(frame, choice, block, chooser, lane, table.size(row));
                }
                int at = table.source(row, k);
                if (at >= from && at < to) {
                    out[target.offset() + at] += y[source.at(frame, block) + row * Slot.LANES + lane];
                }
            }
        }
    }

    /** Sums over the examples. */
    record Summed(RowKernel kernel, Slot source, Slot target) implements Instruction {
        @Override
        public boolean byBlock() {
            return false;
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
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
    record Spreading(Slot source, Slot target) implements Instruction {
        @Override
        public boolean byBlock() {
            return true;
        }

        @Override
        public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
            if (share.part() > 0) {
                return;
            }
            for (int block = fromBlock; block < toBlock; block++) {
                rows(frame.array(source), source.offset(), frame.array(target), target.at(frame, block), source.rows());
            }
        }

        static void rows(float[] from, int at, float[] to, int start, int rows) {
            for (int row = 0; row < rows; row++) {
                java.util.Arrays.fill(to, start + row * Slot.LANES, start + (row + 1) * Slot.LANES, from[at + row]);
            }
        }
    }
}
