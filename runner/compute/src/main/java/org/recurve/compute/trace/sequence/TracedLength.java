package org.recurve.compute.trace.sequence;

import java.util.stream.IntStream;
import org.recurve.api.model.Windowing;
import org.recurve.compute.ir.IntArray;
import org.recurve.compute.ir.Node;

/**
 * Says which positions of a sequence an example truly has: position {@code i} exists where {@code base > limits[i]}. Limits ascend,
 * so that the positions that exist are the first ones.
 *
 * @param base a whole number of each example, such as the length of its input; one row
 * @param limits one for each position there is room for
 */
public record TracedLength(Node base, IntArray limits) {
    /** No example has a position with this limit. */
    private static final int NEVER = 1 << 24;

    /** Returns the length {@code base} itself. */
    public static TracedLength of(Node base, int positions) {
        return new TracedLength(base, IntArray.of(positions, i -> i));
    }

    public int positions() {
        return limits.size();
    }

    /** Returns whether {@code base} counts the positions that exist. */
    public boolean isBase() {
        return IntStream.range(0, positions()).allMatch(i -> limits.at(i) == i);
    }

    /** Returns whether every example has all positions. */
    public boolean isWhole() {
        return limits.at(positions() - 1) < 0;
    }

    /** Returns the limit of a position that exists where this sequence is longer than {@code index}. */
    private int limit(int index) {
        return index < 0 ? -1 : index < positions() ? limits.at(index) : NEVER;
    }

    private TracedLength of(int positions, java.util.function.IntUnaryOperator index) {
        return new TracedLength(base, IntArray.of(positions, i -> limit(index.applyAsInt(i))));
    }

    /**
     * Returns the positions of windows over this sequence: as many as an example of its own true length would have, and at least
     * one.
     *
     * @param same whether there is a window for each {@code stride} elements that were begun, wherever it ends
     */
    public TracedLength windows(Windowing.Axis axis, boolean same, int windows) {
        int beyond = axis.reach() - axis.before() - axis.after() - 1;
        return of(windows, j -> j == 0 ? -1 : j * axis.stride() + (same ? 0 : beyond));
    }

    /** Returns the places that positions spread over, {@code stride} more for each but the first, of {@code places} for all. */
    public TracedLength spread(int stride, int places) {
        int first = places - (positions() - 1) * stride;
        return of(places, j -> Math.floorDiv(j - first, stride) + 1);
    }

    /** Returns the positions {@code from} (inclusive) to {@code to} (exclusive). */
    public TracedLength slice(int from, int to) {
        return of(to - from, i -> from + i);
    }

    /** Without the first {@code first} and the last {@code last} of the positions that exist, of which one is left at least. */
    public TracedLength shorter(int first, int last) {
        return of(positions() - first - last, i -> i == 0 ? -1 : i + first + last);
    }

    /** This sequence with {@code places} that always exist before or behind its own. */
    public TracedLength longer(int places) {
        return of(positions() + places, i -> i - places);
    }

    /** Returns what exists both in this and in the other; that of this if the two are of different origin. */
    public TracedLength and(TracedLength other) {
        return equals(other) || base != other.base || positions() != other.positions()
                ? this
                : new TracedLength(base, IntArray.of(positions(), i -> Math.max(limits.at(i), other.limits.at(i))));
    }

    /** Returns how many positions exist where {@code base} has this value. */
    public int count(int value) {
        return (int) IntStream.range(0, positions())
                .filter(i -> value > limits.at(i))
                .count();
    }

    /** Returns how large {@code base} must be for so many positions to exist. */
    public int needed(int positions) {
        return limits.at(positions - 1) + 1;
    }
}
