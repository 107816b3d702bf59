package org.recurve.app.weights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.recurve.engine.training.TracedPhase;

/** Counts what a trial will leave behind, before it is trained. */
public final class WeightSize {
    private WeightSize() {}

    /** Returns the bytes of all parameters and buffers that a trial's phases have, each once. */
    public static long bytes(List<TracedPhase> phases) {
        Map<String, Integer> sizes = new HashMap<>();
        phases.stream()
                .map(TracedPhase::drawn)
                .flatMap(state -> Stream.of(state.frozen(), state.theta(), state.buffers()))
                .flatMap(vector -> vector.segments().stream())
                .forEach(segment -> sizes.put(segment.name(), segment.shape().size()));
        return sizes.values().stream()
                .mapToLong(size -> (long) size * Float.BYTES)
                .sum();
    }
}
