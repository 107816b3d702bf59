package org.recurve.compute.params;

import java.util.List;
import org.recurve.api.optimize.Segment;

/** Describes how a vector is cut into named parameters. */
record SegmentLayout(List<Segment> list) {
    SegmentLayout {
        list = List.copyOf(list);
    }

    int size() {
        return list.isEmpty()
                ? 0
                : list.getLast().offset() + list.getLast().shape().size();
    }
}
