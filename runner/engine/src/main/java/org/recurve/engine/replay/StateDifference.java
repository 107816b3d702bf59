package org.recurve.engine.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.engine.checkpoint.StateTree;
import org.recurve.engine.training.TracedPhase;
import org.recurve.engine.training.TrainingState;
import org.recurve.engine.training.TrialJob;

/** Says where two checkpoints of one trial part: the first tensor, in the order in which digests take them, and its first element. */
public final class StateDifference {
    private StateDifference() {}

    /** A named part of the state: numbers of a shape, or one value of the optimizer's. */
    private record StateTensor(Shape shape, List<String> elements) {}

    /**
     * Returns the first element that differs; empty if none does, or if another version wrote one of the two.
     *
     * @param where the difference is said to lie
     * @param before a checkpoint's content, as {@code TrialCheckpoints} was given it
     * @param now another one's
     */
    public static Optional<ReplayDifference> between(String where, TrialJob job, byte[] before, byte[] now) {
        List<TracedPhase> phases = TracedPhase.all(job);
        return TrainingState.of(before, phases)
                .flatMap(a -> TrainingState.of(now, phases).flatMap(b -> first(where, a, b)));
    }

    private static Optional<ReplayDifference> first(String where, TrainingState before, TrainingState now) {
        Map<String, StateTensor> left = tensors(before);
        Map<String, StateTensor> right = tensors(now);
        for (Map.Entry<String, StateTensor> entry : left.entrySet()) {
            StateTensor other = right.get(entry.getKey());
            if (other == null || !other.shape().equals(entry.getValue().shape())) {
                return Optional.of(new ReplayDifference(where, entry.getKey(), "there", "absent or of another shape"));
            }
            List<String> a = entry.getValue().elements();
            List<String> b = other.elements();
            for (int i = 0; i < a.size(); i++) {
                if (!a.get(i).equals(b.get(i))) {
                    String element = entry.getKey() + index(i, other.shape());
                    return Optional.of(new ReplayDifference(where, element, a.get(i), b.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, StateTensor> tensors(TrainingState trainingState) {
        Map<String, StateTensor> tensors = new LinkedHashMap<>();
        add("", trainingState.state().theta(), tensors);
        add("buffer ", trainingState.state().buffers(), tensors);
        new StateTree().map("optimizer", trainingState.memory(), (path, leaf) -> {
            if (leaf instanceof Vector vector) {
                add(path + " of ", vector, tensors);
            } else {
                tensors.put(path, new StateTensor(Shape.SCALAR, List.of(leaf.toString())));
            }
            return leaf;
        });
        add("carried ", trainingState.carried(), tensors);
        return tensors;
    }

    private static void add(String kind, Vector vector, Map<String, StateTensor> tensors) {
        float[] values = vector.toArray();
        for (Segment segment : vector.segments()) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < segment.shape().size(); i++) {
                elements.add(Float.toString(values[segment.offset() + i]));
            }
            tensors.put(kind + segment.name(), new StateTensor(segment.shape(), elements));
        }
    }

    /** Returns the place of the element {@code i} in row-major order: {@code [3, 0, 2]}. */
    private static String index(int i, Shape shape) {
        int[] at = new int[shape.rank()];
        int rest = i;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            at[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return shape.rank() == 0 ? "" : Arrays.toString(at);
    }
}
