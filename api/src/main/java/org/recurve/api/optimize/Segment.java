package org.recurve.api.optimize;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;

/** A named parameter inside a {@link Vector}: its elements are {@code [offset, offset + shape.size())}. */
public record Segment(String name, Shape shape, int offset) {
    /**
     * Returns the parts that belong to one unit each: the rows of [units, inputs], the filters of every bank of
     * [banks, units, inputs, window…]. What has a single axis, such as a bias, is one part.
     */
    public List<Segment> units() {
        int axes = Math.max(0, Math.min(shape.rank() - 1, 2));
        Shape unit = shape.slice(axes, shape.rank());
        return IntStream.range(0, shape.size() / unit.size())
                .mapToObj(i -> new Segment(name, unit, offset + i * unit.size()))
                .toList();
    }
}
