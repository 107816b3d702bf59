package org.recurve.compute.lower;

import org.recurve.compute.ir.Node;
import org.recurve.compute.runtime.InstructionSummary;

/**
 * An operation that one instruction of a plan computes.
 *
 * @param node the result, after whatever is fused with it
 * @param fused how many operations are computed with it
 * @param work the method that does it, and what it reads and writes
 * @param flops floating-point operations of one example
 */
public record PlannedOperation(Node node, int fused, InstructionSummary work, long flops) {
    /** Returns the floating-point operations for so many examples; what they share is computed once unless it is made of all of them. */
    public long flops(int examples) {
        boolean once = node.shared() && node.inputs().stream().allMatch(Node::shared);
        return once ? flops : flops * examples;
    }
}
