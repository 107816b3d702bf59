package org.recurve.compute.ir;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** An immutable array of ints that is equal to another with the same numbers. */
public final class IntArray {
    private final int[] values;
    private final int hash;

    private IntArray(int[] values) {
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    public static IntArray of(int... values) {
        return new IntArray(values.clone());
    }

    /** {@code f(0), …, f(size − 1)}. */
    public static IntArray of(int size, IntUnaryOperator f) {
        int[] values = new int[size];
        Arrays.setAll(values, f);
        return new IntArray(values);
    }

    public int size() {
        return values.length;
    }

    public int at(int index) {
        return values[index];
    }

    public int[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntArray array && hash == array.hash && Arrays.equals(values, array.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
