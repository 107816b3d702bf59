package org.recurve.compute.inspect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.IndexRuns;

/** The first and the last index along each axis of the input, both included. */
public record InputBox(List<Integer> first, List<Integer> last) {
    public InputBox {
        first = List.copyOf(first);
        last = List.copyOf(last);
    }

    /** Returns the smallest box around these elements, numbered in row-major order; empty if there are none. */
    static Optional<InputBox> around(BitSet elements, Shape input) {
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> first = new ArrayList<>();
        List<Integer> last = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            int inner = input.slice(axis + 1, input.rank()).size();
            int extent = input.dim(axis);
            BitSet along = new BitSet(extent);
            IndexRuns.of(elements, (from, to) -> turns(from / inner, Math.ceilDiv(to, inner), extent, along));
            first.add(along.nextSetBit(0));
            last.add(along.length() - 1);
        }
        return Optional.of(new InputBox(first, last));
    }

    /** Adds the remainders by {@code extent} of all numbers from {@code from} to below {@code to}. */
    private static void turns(int from, int to, int extent, BitSet along) {
        int begin = from % extent;
        int end = begin + to - from;
        along.set(begin, Math.min(end, extent));
        along.set(0, Math.clamp((long) end - extent, 0, extent));
    }

    /** Returns how many indices it holds along each axis. */
    public Shape extents() {
        return new Shape(IntStream.range(0, first.size())
                .mapToObj(axis -> last.get(axis) - first.get(axis) + 1)
                .toList());
    }

    /** Returns how far this lies behind another along an axis; an end that the input's edge holds back does not count. */
    int beyond(InputBox other, int axis) {
        return Math.max(first.get(axis) - other.first.get(axis), last.get(axis) - other.last.get(axis));
    }
}
