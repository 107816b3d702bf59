package org.recurve.compute.lower;

import org.recurve.compute.ir.Node;

/**
 * An operation that one instruction of a plan computes.
 *
 * @param node the result, after whatever is fused with it
 * @param fused how many operations are computed with it
 * @param kernel the method that does the work, such as {@code ContractionKernel.accumulate}
 * @param flops floating-point operations of one example
 */
public record PlannedOperation(Node node, int fused, String kernel, long flops) {}
