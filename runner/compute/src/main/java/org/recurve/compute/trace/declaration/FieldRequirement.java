package org.recurve.compute.trace.declaration;

/**
 * Describes what a part demands of a field of every example.
 *
 * @param part that demands it
 * @param reason what the part does and why nothing else will do, and what to do about it
 */
public record FieldRequirement(String part, String field, Bound bound, String reason) {
    /** Says which values are allowed. */
    public sealed interface Bound {}

    /** Any value from {@code value} up. */
    public record Least(double value) implements Bound {}

    /** The index of one of so many classes: a whole number from 0. */
    public record ClassIndexBound(int classes) implements Bound {}
}
