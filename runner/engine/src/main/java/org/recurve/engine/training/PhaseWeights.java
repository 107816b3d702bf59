package org.recurve.engine.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelState;

/**
 * Describes what all phases so far have learnt, of the parts that only one of them ran, too.
 *
 * @param parameters of all phases, frozen ones included, ordered by name
 * @param buffers of all phases, ordered by name
 */
record PhaseWeights(Vector parameters, Vector buffers) {
    static final PhaseWeights NONE = new PhaseWeights(joined(List.of()), joined(List.of()));

    /** Returns what is known behind a phase that ended with this state: its numbers, and of all else what was known before. */
    PhaseWeights with(ModelState state) {
        return new PhaseWeights(
                joined(List.of(parameters, state.frozen(), state.theta())), joined(List.of(buffers, state.buffers())));
    }

    /** Returns the state with what is known in place of what was drawn, where {@code carries} says so. */
    ModelState into(ModelState drawn, Predicate<String> carries) {
        return new ModelState(
                filled(drawn.theta(), parameters, carries),
                filled(drawn.frozen(), parameters, carries),
                filled(drawn.buffers(), buffers, carries));
    }

    private static Vector filled(Vector drawn, Vector known, Predicate<String> carries) {
        float[] values = drawn.toArray().clone();
        float[] from = known.toArray();
        Map<String, Segment> segments = new TreeMap<>();
        known.segments().forEach(segment -> segments.put(segment.name(), segment));
        for (Segment segment : drawn.segments()) {
            Segment source = segments.get(segment.name());
            if (source != null && carries.test(segment.name())) {
                System.arraycopy(
                        from,
                        source.offset(),
                        values,
                        segment.offset(),
                        segment.shape().size());
            }
        }
        return VectorFactory.of(drawn.segments(), values);
    }

    /** Returns all segments by name; where several vectors have one of a name, the last of them. */
    private static Vector joined(List<Vector> vectors) {
        Map<String, NamedTensors> all = new TreeMap<>();
        for (Vector vector : vectors) {
            float[] values = vector.toArray();
            vector.segments().forEach(s -> all.put(s.name(), new NamedTensors(s.shape(), values, s.offset())));
        }
        List<Segment> segments = new ArrayList<>();
        float[] joined =
                new float[all.values().stream().mapToInt(n -> n.shape().size()).sum()];
        int offset = 0;
        for (Map.Entry<String, NamedTensors> entry : all.entrySet()) {
            NamedTensors tensors = entry.getValue();
            int size = tensors.shape().size();
            segments.add(new Segment(entry.getKey(), tensors.shape(), offset));
            System.arraycopy(tensors.values(), tensors.from(), joined, offset, size);
            offset += size;
        }
        return VectorFactory.of(segments, joined);
    }

    @SuppressWarnings("ArrayRecordComponent") // lives no longer than the joining
    private record NamedTensors(Shape shape, float[] values, int from) {}
}
