package org.recurve.compute.trace.sequence;

/**
 * Says that what a part computes depends on how much room the data set gives its sequences, and not on their true lengths
 * alone.
 *
 * @param part of the model
 * @param what it does, a verb first
 */
public record CapacityCaution(String part, String what) {}
