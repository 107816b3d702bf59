package org.recurve.compute.vector;

import java.util.List;
import org.recurve.api.optimize.Segment;

/** How a vector is cut into named parameters. */
record Segments(List<Segment> list) {
    Segments {
        list = List.copyOf(list);
    }

    int size() {
        return list.isEmpty()
                ? 0
                : list.getLast().offset() + list.getLast().shape().size();
    }
}
