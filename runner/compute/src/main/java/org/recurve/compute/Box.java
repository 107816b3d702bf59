package org.recurve.compute;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;

/** The first and the last index along each axis of the input, both included. */
public record Box(List<Integer> first, List<Integer> last) {
    public Box {
        first = List.copyOf(first);
        last = List.copyOf(last);
    }

    /** The smallest box around these elements, numbered in row-major order; empty if there are none. */
    static Optional<Box> around(BitSet elements, Shape input) {
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> first = new ArrayList<>();
        List<Integer> last = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            int inner = input.slice(axis + 1, input.rank()).size();
            int extent = input.dim(axis);
            BitSet along = elements.stream()
                    .map(element -> element / inner % extent)
                    .collect(BitSet::new, BitSet::set, BitSet::or);
            first.add(along.nextSetBit(0));
            last.add(along.length() - 1);
        }
        return Optional.of(new Box(first, last));
    }

    /** How many indices it holds along each axis. */
    public Shape extents() {
        return new Shape(IntStream.range(0, first.size())
                .mapToObj(axis -> last.get(axis) - first.get(axis) + 1)
                .toList());
    }

    /** How far this lies behind another along an axis; an end that the input's edge holds back does not count. */
    int beyond(Box other, int axis) {
        return Math.max(first.get(axis) - other.first.get(axis), last.get(axis) - other.last.get(axis));
    }
}
