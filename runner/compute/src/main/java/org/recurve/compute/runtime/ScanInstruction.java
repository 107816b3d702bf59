package org.recurve.compute.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.runtime.InstructionSummary.BufferUse;
import org.recurve.compute.runtime.InstructionSummary.WorkKind;

/**
 * A scan: its body's instructions once a step. They read sequences and write stacks where those lie.
 *
 * @param starts from the initial states to the states' slots
 * @param stacks from what no instruction of the body makes, such as a state, to its stack
 * @param next from the states after a step to the states' slots
 * @param skippedSteps what it leaves in the steps that none of a block's examples has
 */
public record ScanInstruction(
        int steps,
        boolean backwards,
        List<SlotCopy> starts,
        List<Instruction> body,
        List<SlotCopy> stacks,
        List<SlotCopy> next,
        SkippedSteps skippedSteps)
        implements Instruction {
    /** A copy between two slots of the same rows. */
    public record SlotCopy(BufferView from, BufferView to) {
        InstructionSummary describe() {
            return InstructionSummary.of("copy", WorkKind.ELEMENTS, to, BufferUse.of(from));
        }

        void copy(ExecutionFrame frame, int fromBlock, int toBlock) {
            float[] source = frame.array(from);
            float[] target = frame.array(to);
            for (int block = fromBlock; block < toBlock; block++) {
                int at = to.at(frame, block);
                if (from.shared()) {
                    Instructions.BroadcastStep.rows(source, from.offset(), target, at, to.rows());
                } else {
                    System.arraycopy(source, from.at(frame, block), target, at, to.rows() * BlockLayout.LANES);
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
    public record SkippedSteps(StepMask mask, List<BufferView> zeros, List<BufferView> held) {
        public static final SkippedSteps NOTHING = new SkippedSteps(StepMask.LAST, List.of(), List.of());

        boolean isFrom(ExecutionFrame frame, int block) {
            return !mask.isLast() && mask.ends(frame).of(block) <= frame.step();
        }

        void clear(ExecutionFrame frame, int block) {
            for (BufferView stack : zeros) {
                int at = stack.at(frame, block);
                Arrays.fill(frame.array(stack), at, at + stack.rows() * BlockLayout.LANES, 0f);
            }
        }

        void hold(ExecutionFrame frame, int block) {
            int end = mask.isLast() ? 0 : mask.ends(frame).of(block);
            for (BufferView stack : held) {
                int from = stack.at(frame.at(end - 1), block);
                for (int step = end; step < mask.steps(); step++) {
                    int at = stack.at(frame.at(step), block);
                    System.arraycopy(
                            frame.array(stack), from, frame.array(stack), at, stack.rows() * BlockLayout.LANES);
                }
            }
        }
    }

    @Override
    public InstructionSummary describe() {
        return new InstructionSummary(
                "scan" + (backwards ? " backwards" : ""),
                WorkKind.STEPS,
                steps,
                starts.stream()
                        .map(start -> BufferUse.of("start", start.from()))
                        .toList(),
                starts.stream().map(start -> BufferUse.of("state", start.to())).toList(),
                List.of(),
                Stream.of(
                                body.stream().map(Instruction::describe),
                                stacks.stream().map(SlotCopy::describe),
                                next.stream().map(SlotCopy::describe))
                        .flatMap(lines -> lines)
                        .toList());
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
    public void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share) {
        if (share.part() > 0) {
            return;
        }
        for (SlotCopy start : starts) {
            start.copy(frame, fromBlock, toBlock);
        }
        scratch.contraction().beginLoop(frame.spaces()[MemorySpace.ARENA]);
        try {
            for (int i = 0; i < steps; i++) {
                step(frame.at(backwards ? steps - 1 - i : i), scratch, fromBlock, toBlock);
            }
        } finally {
            scratch.contraction().endLoop();
        }
        for (int block = fromBlock; block < toBlock; block++) {
            skippedSteps.hold(frame, block);
        }
    }

    private void step(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock) {
        int to;
        for (int from = fromBlock; from < toBlock; from = to) {
            to = from + 1;
            if (skippedSteps.isFrom(frame, from)) {
                skippedSteps.clear(frame, from);
                stack(frame, from, to);
                continue;
            }
            while (to < toBlock && !skippedSteps.isFrom(frame, to)) {
                to++;
            }
            body(frame, scratch, from, to);
        }
    }

    private void stack(ExecutionFrame frame, int fromBlock, int toBlock) {
        for (SlotCopy stack : stacks) {
            stack.copy(frame, fromBlock, toBlock);
        }
    }

    private void body(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock) {
        for (Instruction instruction : body) {
            instruction.run(frame, scratch, fromBlock, toBlock, WorkShare.ALL);
        }
        stack(frame, fromBlock, toBlock);
        for (SlotCopy after : next) {
            after.copy(frame, fromBlock, toBlock);
        }
    }
}
