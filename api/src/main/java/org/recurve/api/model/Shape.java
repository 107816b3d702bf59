package org.recurve.api.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The extents of a value of one example, outermost first; there is no batch dimension. A scalar has rank 0.
 *
 * @param dims the extents, each at least 1
 */
public record Shape(List<Integer> dims) {
    public static final Shape SCALAR = new Shape(List.of());
    /** The most elements that a value of one example may have: 16 examples of it are one array. Parameters may have more. */
    public static final int MOST_OF_EXAMPLE = Integer.MAX_VALUE / 16;

    /** A little less than an array may hold: whoever counts elements may count one more. */
    private static final int MOST = Integer.MAX_VALUE - 15;

    public Shape {
        dims = List.copyOf(dims);
        for (int dim : dims) {
            if (dim < 1) {
                throw new IllegalArgumentException("a shape's extents are at least 1, not " + dims);
            }
        }
        long size = 1;
        for (int dim : dims) {
            size *= dim;
            if (size > MOST) {
                throw new IllegalArgumentException(
                        "a value holds at most 2^31 - 16 elements, and " + dims + " has more");
            }
        }
    }

    public static Shape of(int... dims) {
        return new Shape(IntStream.of(dims).boxed().toList());
    }

    public int rank() {
        return dims.size();
    }

    /** Returns the extent of {@code axis}; a negative axis counts from the end. */
    public int dim(int axis) {
        return dims.get(axis(axis));
    }

    /** {@code axis} counted from the front, checked. */
    public int axis(int axis) {
        int front = axis < 0 ? axis + rank() : axis;
        if (front < 0 || front >= rank()) {
            throw new IllegalArgumentException("there is no axis " + axis + " in a value of shape " + this);
        }
        return front;
    }

    /** Returns the number of elements. */
    public int size() {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }

    /** Returns the axes {@code from} (inclusive) to {@code to} (exclusive). */
    public Shape slice(int from, int to) {
        return new Shape(dims.subList(from, to));
    }

    /** This shape with {@code inner} behind it. */
    public Shape with(Shape inner) {
        return new Shape(IntStream.concat(
                        dims.stream().mapToInt(d -> d), inner.dims.stream().mapToInt(d -> d))
                .boxed()
                .toList());
    }

    public int[] toArray() {
        return dims.stream().mapToInt(d -> d).toArray();
    }

    /** {@code 20×24×24}, or {@code scalar}. */
    @Override
    public String toString() {
        return dims.isEmpty() ? "scalar" : dims.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }
}
