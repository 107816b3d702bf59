package org.recurve.optimization.clipper;

import java.util.List;
import org.recurve.api.optimize.Segment;

/** Says which parameters share one norm. */
public enum Group {
    /** All together, so that the gradient keeps its direction. */
    ALL,
    /** Those of one layer: their names differ only behind the last point. */
    LAYER,
    /** Each by itself. */
    PARAMETER;

    /** Returns the segments that share a norm with this one. */
    List<Segment> around(Segment segment, List<Segment> all) {
        return switch (this) {
            case ALL -> all;
            case LAYER ->
                all.stream().filter(s -> layer(s).equals(layer(segment))).toList();
            case PARAMETER -> List.of(segment);
        };
    }

    private static String layer(Segment segment) {
        String name = segment.name();
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
