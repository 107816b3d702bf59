package org.recurve.compute.plan;

import java.util.List;
import org.recurve.compute.link.Share;

/**
 * A scan: its body's instructions once a step. They read sequences and write stacks where those lie.
 *
 * @param starts from the initial states to the states' slots
 * @param stacks from what no instruction of the body makes, such as a state, to its stack
 * @param next from the states after a step to the states' slots
 */
record Looped(
        int steps,
        boolean backwards,
        List<Transfer> starts,
        List<Instruction> body,
        List<Transfer> stacks,
        List<Transfer> next)
        implements Instruction {
    /** A copy between two slots of the same rows. */
    record Transfer(Slot from, Slot to) {
        void copy(Frame frame, int fromBlock, int toBlock) {
            float[] source = frame.array(from);
            float[] target = frame.array(to);
            for (int block = fromBlock; block < toBlock; block++) {
                int at = to.at(frame, block);
                if (from.shared()) {
                    Instructions.Spreading.rows(source, from.offset(), target, at, to.rows());
                } else {
                    System.arraycopy(source, from.at(frame, block), target, at, to.rows() * Slot.LANES);
                }
            }
        }
    }

    @Override
    public boolean byBlock() {
        return body.stream().allMatch(Instruction::byBlock);
    }

    @Override
    public long tables() {
        return body.stream().mapToLong(Instruction::tables).sum();
    }

    @Override
    public void run(Frame frame, Worker worker, int fromBlock, int toBlock, Share share) {
        if (share.part() > 0) {
            return;
        }
        for (Transfer start : starts) {
            start.copy(frame, fromBlock, toBlock);
        }
        for (int i = 0; i < steps; i++) {
            step(frame.at(backwards ? steps - 1 - i : i), worker, fromBlock, toBlock);
        }
    }

    private void step(Frame frame, Worker worker, int fromBlock, int toBlock) {
        for (Instruction instruction : body) {
            instruction.run(frame, worker, fromBlock, toBlock, Share.ALL);
        }
        for (Transfer stack : stacks) {
            stack.copy(frame, fromBlock, toBlock);
        }
        for (Transfer after : next) {
            after.copy(frame, fromBlock, toBlock);
        }
    }
}
