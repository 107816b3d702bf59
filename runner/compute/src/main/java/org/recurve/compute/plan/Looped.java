package org.recurve.compute.plan;

import java.util.Arrays;
import java.util.List;
import org.recurve.compute.link.Share;

/**
 * A scan: its body's instructions once a step. They read sequences and write stacks where those lie.
 *
 * @param starts from the initial states to the states' slots
 * @param stacks from what no instruction of the body makes, such as a state, to its stack
 * @param next from the states after a step to the states' slots
 * @param behind what it leaves in the steps that none of a block's examples has
 */
record Looped(
        int steps,
        boolean backwards,
        List<Transfer> starts,
        List<Instruction> body,
        List<Transfer> stacks,
        List<Transfer> next,
        Behind behind)
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

    /**
     * The steps behind the end of sequences: not run, for they change no state. Whatever else reads them finds what a run
     * could have left.
     *
     * @param zeros stacks that are zero there
     * @param held stacks that there are as at the last step before
     */
    record Behind(Ending ending, List<Slot> zeros, List<Slot> held) {
        static final Behind NOTHING = new Behind(Ending.LAST, List.of(), List.of());

        boolean isFrom(Frame frame, int block) {
            return !ending.isLast() && ending.ends(frame).of(block) <= frame.step();
        }

        void clear(Frame frame, int block) {
            for (Slot stack : zeros) {
                int at = stack.at(frame, block);
                Arrays.fill(frame.array(stack), at, at + stack.rows() * Slot.LANES, 0f);
            }
        }

        void hold(Frame frame, int block) {
            int end = ending.isLast() ? 0 : ending.ends(frame).of(block);
            for (Slot stack : held) {
                int from = stack.at(frame.at(end - 1), block);
                for (int step = end; step < ending.steps(); step++) {
                    int at = stack.at(frame.at(step), block);
                    System.arraycopy(frame.array(stack), from, frame.array(stack), at, stack.rows() * Slot.LANES);
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
        for (int block = fromBlock; block < toBlock; block++) {
            behind.hold(frame, block);
        }
    }

    private void step(Frame frame, Worker worker, int fromBlock, int toBlock) {
        int to;
        for (int from = fromBlock; from < toBlock; from = to) {
            to = from + 1;
            if (behind.isFrom(frame, from)) {
                behind.clear(frame, from);
                stack(frame, from, to);
                continue;
            }
            while (to < toBlock && !behind.isFrom(frame, to)) {
                to++;
            }
            body(frame, worker, from, to);
        }
    }

    private void stack(Frame frame, int fromBlock, int toBlock) {
        for (Transfer stack : stacks) {
            stack.copy(frame, fromBlock, toBlock);
        }
    }

    private void body(Frame frame, Worker worker, int fromBlock, int toBlock) {
        for (Instruction instruction : body) {
            instruction.run(frame, worker, fromBlock, toBlock, Share.ALL);
        }
        stack(frame, fromBlock, toBlock);
        for (Transfer after : next) {
            after.copy(frame, fromBlock, toBlock);
        }
    }
}
