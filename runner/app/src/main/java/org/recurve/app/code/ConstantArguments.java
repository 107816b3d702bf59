package org.recurve.app.code;

import java.lang.classfile.Instruction;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Says of a call's arguments which are constants, by the instructions right before it, if these are of the plain kind. */
final class ConstantArguments {
    private static final int LAST = 8;

    private final Deque<Instruction> before = new ArrayDeque<>();

    /** Forgets what came before a place that other ways lead to as well. */
    void clear() {
        before.clear();
    }

    void add(Instruction instruction) {
        before.addFirst(instruction);
        if (before.size() > LAST) {
            before.removeLast();
        }
    }

    /** Returns whether the argument that has so many behind it is a text that stands in the code. */
    boolean isText(int behind) {
        return constant(behind).filter(StringEntry.class::isInstance).isPresent();
    }

    /** Returns the class that stands in the code as the argument that has so many behind it. */
    Optional<String> type(int behind) {
        return constant(behind)
                .filter(ClassEntry.class::isInstance)
                .map(entry -> ((ClassEntry) entry).asInternalName());
    }

    private Optional<LoadableConstantEntry> constant(int behind) {
        int skip = behind;
        for (Instruction instruction : before) {
            if (skip == 0) {
                return instruction instanceof LoadConstantInstruction load
                        ? Optional.of(load.constantEntry())
                        : Optional.empty();
            }
            Optional<Integer> made = made(instruction);
            if (made.isEmpty()) {
                return Optional.empty();
            }
            skip -= made.get();
        }
        return Optional.empty();
    }

    /** Returns how many values an instruction leaves more than it takes, if it is one that finds a class loader. */
    private static Optional<Integer> made(Instruction instruction) {
        return switch (instruction) {
            case ConstantInstruction _, LoadInstruction _ -> Optional.of(1);
            case InvokeInstruction call
            when call.type().stringValue().startsWith("()L") ->
                Optional.of(call.opcode() == java.lang.classfile.Opcode.INVOKESTATIC ? 1 : 0);
            default -> Optional.empty(); // more than is looked at
        };
    }
}
