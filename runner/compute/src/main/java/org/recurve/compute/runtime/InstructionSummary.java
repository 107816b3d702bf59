package org.recurve.compute.runtime;

import java.util.List;
import java.util.stream.Stream;

/**
 * Describes what an instruction does, to be printed.
 *
 * @param kernel the method that does the work, such as {@code ContractionKernel.accumulate}
 * @param kind of its work
 * @param rows of its result; of a scan, its steps
 * @param reads the buffers that it reads
 * @param writes the buffers that it writes
 * @param formulas what it computes on the way, line by line
 * @param body of a scan: the instructions of a step
 */
public record InstructionSummary(
        String kernel,
        WorkKind kind,
        int rows,
        List<BufferUse> reads,
        List<BufferUse> writes,
        List<String> formulas,
        List<InstructionSummary> body) {
    /** Tells works apart that reach other shares of what a machine can do. */
    public enum WorkKind {
        /** Sums of products. */
        PRODUCTS,
        /** Functions of elements, and copies. */
        ELEMENTS,
        /** Sums and largest values of elements. */
        SUMS,
        /** Elements at computed indices, one by one. */
        LOOKUPS,
        /** Other instructions, step by step. */
        STEPS
    }

    public InstructionSummary {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        formulas = List.copyOf(formulas);
        body = List.copyOf(body);
    }

    /** Returns the bytes that it reads and writes for so many examples, each as often as it passes over them. */
    public long bytes(int examples) {
        return uses(examples)
                + body.stream().mapToLong(each -> rows * each.bytes(examples)).sum();
    }

    /** Returns the bytes of all that it passes over: those of one step of a scan. */
    public long reach(int examples) {
        return uses(examples)
                + body.stream().mapToLong(each -> each.reach(examples)).sum();
    }

    private long uses(int examples) {
        return Stream.concat(reads.stream(), writes.stream())
                .mapToLong(use -> use.bytes(examples))
                .sum();
    }

    /** Returns an instruction that computes one value. */
    static InstructionSummary of(String kernel, WorkKind kind, BufferView target, BufferUse... reads) {
        return new InstructionSummary(
                kernel, kind, target.rows(), List.of(reads), List.of(BufferUse.of(target)), List.of(), List.of());
    }

    /**
     * A buffer in one of its roles.
     *
     * @param role its name among the instruction's operands; empty if there is but one
     * @param place where it lies: space, offset of its first float, and size
     * @param rows how many of its rows are read or written
     * @param shared whether all examples share it
     */
    public record BufferUse(String role, String place, int rows, boolean shared) {
        static BufferUse of(BufferView view) {
            return of("", view);
        }

        static BufferUse of(String role, BufferView view) {
            return new BufferUse(role, view.place(), view.rows(), view.shared());
        }

        private long bytes(int examples) {
            return (long) Float.BYTES * rows * (shared ? 1 : examples);
        }

        /** Returns {@code x=arena@64[3x16]}. */
        public String text() {
            return role.isEmpty() ? place : role + "=" + place;
        }
    }
}
