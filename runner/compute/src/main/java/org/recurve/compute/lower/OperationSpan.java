package org.recurve.compute.lower;

/**
 * A time in which an operation of a plan worked, on some or all of the batch.
 *
 * @param operation by its place in the plan
 * @param begin on the clock of {@link System#nanoTime()}
 */
public record OperationSpan(int operation, long begin, long nanos) {}
