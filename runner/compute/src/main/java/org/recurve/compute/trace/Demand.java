package org.recurve.compute.trace;

/**
 * A lower bound that a part sets for a field of every example.
 *
 * @param part that sets it
 * @param reason what the part does and why less will not do, and what to do about it
 */
public record Demand(String part, String field, double least, String reason) {}
