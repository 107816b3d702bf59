package org.recurve.compute.lower;

import java.util.TreeMap;

/** Assigns places in one array to values that live for a while, so that the places of the dead are used again. */
final class MemoryArena {
    private static final int ALIGNMENT = 16;

    /**
     * Collectors lay an array as large as an arena at the border of a region, and its numbers 16 bytes behind: from this one
     * on, a vector is a line of the cache and does not straddle two.
     */
    private static final int FIRST = 12;

    private final TreeMap<Integer, Integer> taken = new TreeMap<>();
    private int size = FIRST;

    /** Returns the first gap of {@code floats}; the place is taken until it is released. */
    int take(long floats) {
        long rounded = Math.max(ALIGNMENT, (floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        int at = FIRST;
        for (var entry : taken.entrySet()) {
            if (entry.getKey() - (long) at >= rounded) {
                break;
            }
            at = entry.getKey() + entry.getValue();
        }
        check(at + rounded);
        taken.put(at, (int) rounded);
        size = Math.max(size, at + (int) rounded);
        return at;
    }

    /** Throws if so many floats are more than an array can hold. */
    static void check(long floats) {
        if (floats > Integer.MAX_VALUE - ALIGNMENT) {
            throw new OutOfMemoryError("the activations of one batch need more than 8 GiB; use a smaller batch");
        }
    }

    void release(int at) {
        taken.remove(at);
    }

    /** Floats in use at the most. */
    int size() {
        return size;
    }
}
