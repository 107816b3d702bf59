package org.recurve.engine.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.InvalidSetting;

/** Holds what phases leave to the next: other data may give the same part other shapes. */
final class CarriedShapes {
    private CarriedShapes() {}

    /** The shape that a phase gave a parameter or buffer. */
    private record LeftShape(Shape shape, String phase) {}

    /** Throws {@link InvalidSetting} that names side by side all that a phase carries and earlier phases have in other shapes. */
    static void check(List<TracedPhase> phases) {
        Map<String, LeftShape> left = new HashMap<>();
        for (TracedPhase traced : phases) {
            List<String> misfits = new ArrayList<>();
            List<Segment> segments = Stream.of(
                            traced.drawn().theta(),
                            traced.drawn().frozen(),
                            traced.drawn().buffers())
                    .flatMap(vector -> vector.segments().stream())
                    .toList();
            for (Segment segment : segments) {
                LeftShape before = left.get(segment.name());
                if (before != null
                        && !before.shape().equals(segment.shape())
                        && traced.phase().carries(segment.name())) {
                    misfits.add(segment.name() + ": " + before.shape() + " in " + before.phase() + ", "
                            + segment.shape() + " here");
                }
                left.put(
                        segment.name(),
                        new LeftShape(segment.shape(), traced.phase().name()));
            }
            if (!misfits.isEmpty()) {
                throw new InvalidSetting(
                        traced.phase().path(),
                        "",
                        "this phase cannot continue from what earlier phases learnt, since its data gives parts other"
                                + " shapes: " + String.join("; ", misfits)
                                + ". Give both data of one shape, or leave these parts out of carry");
            }
        }
    }
}
