package org.recurve.compute.graph;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** An immutable array of ints that is equal to another with the same numbers. */
public final class Ints {
    private final int[] values;
    private final int hash;

    private Ints(int[] values) {
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    public static Ints of(int... values) {
        return new Ints(values.clone());
    }

    /** {@code f(0), …, f(size − 1)}. */
    public static Ints of(int size, IntUnaryOperator f) {
        int[] values = new int[size];
        Arrays.setAll(values, f);
        return new Ints(values);
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
        return other instanceof Ints ints && hash == ints.hash && Arrays.equals(values, ints.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
