package org.recurve.compute.plan;

import java.util.List;
import org.recurve.compute.link.Share;

/**
 * A scan: its body's instructions once a step.
 *
 * @param starts from the initial states to the states' slots
 * @param slices from the sequences to the slots of one step
 * @param stacks from a step's values to their stacks
 * @param next from the states after a step to the states' slots
 */
record Looped(
        int steps,
        boolean backwards,
        List<Transfer> starts,
        List<Transfer> slices,
        List<Instruction> body,
        List<Transfer> stacks,
        List<Transfer> next)
        implements Instruction {
    /** One of the two slots holds a step, or a state; the other as much, or all steps. */
    record Transfer(Slot from, Slot to) {
        void copy(Frame frame, int block, int fromRow, int toRow, int rows) {
            float[] source = frame.array(from);
            float[] target = frame.array(to);
            int at = to.at(block) + toRow * Slot.LANES;
            if (from.shared()) {
                Instructions.Spreading.rows(source, from.offset() + fromRow, target, at, rows);
            } else {
                System.arraycopy(source, from.at(block) + fromRow * Slot.LANES, target, at, rows * Slot.LANES);
            }
        }
    }

    @Override
    public boolean byBlock() {
        return body.stream().allMatch(Instruction::byBlock);
    }

    @Override
    public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
        if (share.part() > 0) {
            return;
        }
        for (Transfer start : starts) {
            for (int block = fromBlock; block < toBlock; block++) {
                start.copy(frame, block, 0, 0, start.to().rows());
            }
        }
        for (int i = 0; i < steps; i++) {
            step(frame, worker, fromBlock, toBlock, backwards ? steps - 1 - i : i);
        }
    }

    private void step(Frame frame, Worker worker, int fromBlock, int toBlock, int step) {
        for (int block = fromBlock; block < toBlock; block++) {
            for (Transfer slice : slices) {
                int rows = slice.to().rows();
                slice.copy(frame, block, step * rows, 0, rows);
            }
        }
        for (Instruction instruction : body) {
            instruction.run(frame, worker, fromBlock, toBlock, Share.ALL);
        }
        for (int block = fromBlock; block < toBlock; block++) {
            for (Transfer stack : stacks) {
                int rows = stack.from().rows();
                stack.copy(frame, block, 0, step * rows, rows);
            }
            for (Transfer after : next) {
                after.copy(frame, block, 0, 0, after.to().rows());
            }
        }
    }
}
