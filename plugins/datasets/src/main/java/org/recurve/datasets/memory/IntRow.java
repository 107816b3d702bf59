package org.recurve.datasets.memory;

import java.util.Arrays;

/** Whole numbers, gathered one after another. */
public final class IntRow {
    private int[] numbers = new int[16];
    private int size;

    /** Adds a number. */
    public void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.multiplyExact(2, size));
        }
        numbers[size++] = number;
    }

    /** Returns all of them. */
    public int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
