package org.recurve.api.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Says where windows lie on the spatial axes of an input: window {@code j} of an axis covers the input elements
 * {@code j · stride − before + t · dilation} for {@code t = 0 … size − 1}. The number of windows is
 * {@code ⌊(n + before + after − reach) / stride⌋ + 1} with {@code reach = (size − 1) · dilation + 1}.
 *
 * @param size elements of a window along each axis
 * @param stride elements from one window to the next
 * @param padding how far windows reach beyond the edges
 * @param dilation elements from one element of a window to its next
 */
public record Windowing(Extents size, Extents stride, Padding padding, Extents dilation) {
    private static final Extents ONE = new Extents(List.of(1));
    /** So that no sum of extents overflows. */
    private static final int MOST_ELEMENTS = 1 << 30;
    /** Each position is an object while tables are made. */
    private static final int MOST_WINDOWS = 1 << 24;

    public static Windowing of(Extents size) {
        return new Windowing(size, ONE, Padding.VALID, ONE);
    }

    /** Returns the number of windows along each axis of an input with these spatial extents. */
    public Shape over(Shape spatial) {
        List<Integer> out = new ArrayList<>();
        for (int axis = 0; axis < spatial.rank(); axis++) {
            Axis a = axis(axis, spatial);
            int windows = Math.floorDiv(spatial.dim(axis) + a.before() + a.after() - a.reach(), a.stride()) + 1;
            if (windows < 1) {
                throw new IllegalArgumentException("a window that reaches over " + a.reach()
                        + " elements does not fit into an extent of " + spatial.dim(axis) + " (with padding "
                        + (spatial.dim(axis) + a.before() + a.after()) + "); make it smaller, or pad more");
            }
            out.add(windows);
        }
        Shape shape = new Shape(out);
        if (shape.size() > MOST_WINDOWS) {
            throw new IllegalArgumentException(
                    "windows at " + shape + " positions are more than 2^24; pad less, or take a larger stride");
        }
        return shape;
    }

    private static int limited(long elements, String what) {
        if (elements > MOST_ELEMENTS) {
            throw new IllegalArgumentException(
                    what + " " + elements + " elements is refused: at most 2^30 of them; make it smaller");
        }
        return (int) elements;
    }

    /** Returns one axis with every number resolved. */
    public Axis axis(int axis, Shape spatial) {
        int rank = spatial.rank();
        int windowSize = size.over(rank).get(axis);
        int step = stride.over(rank).get(axis);
        int gap = dilation.over(rank).get(axis);
        int reach = limited((windowSize - 1L) * gap + 1, "a window that reaches over");
        int[] padded = padding.over(axis, rank, spatial.dim(axis), reach, step);
        limited((long) padded[0] + padded[1] + spatial.dim(axis), "an axis that with padding has");
        return new Axis(windowSize, step, gap, padded[0], padded[1]);
    }

    /** The numbers of one axis: window size, stride, dilation, padding before and behind. */
    public record Axis(int size, int stride, int dilation, int before, int after) {
        public int reach() {
            return (size - 1) * dilation + 1;
        }
    }
}
