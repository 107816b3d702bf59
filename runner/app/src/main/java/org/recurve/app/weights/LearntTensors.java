package org.recurve.app.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.optimize.Vector;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.storage.weights.KeptTensor.TensorRole;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/** Takes what the engine learnt apart into tensors, as the store keeps them. */
public final class LearntTensors {
    private LearntTensors() {}

    /** Returns what a trial learnt, parameters before buffers. */
    public static LearntModel model(String trial, LearntState learnt) {
        List<LearntTensor> tensors = new ArrayList<>();
        add(learnt.parameters(), TensorRole.PARAMETER, tensors);
        add(learnt.buffers(), TensorRole.BUFFER, tensors);
        return new LearntModel(
                trial,
                learnt.digest(),
                learnt.epoch(),
                tensors,
                learnt.data().fields(),
                learnt.data().form());
    }

    private static void add(Vector vector, TensorRole role, List<LearntTensor> tensors) {
        float[] values = vector.toArray();
        vector.segments().forEach(segment -> {
            int from = segment.offset();
            float[] own = Arrays.copyOfRange(values, from, from + segment.shape().size());
            tensors.add(new LearntTensor(role, new Tensor(segment.name(), segment.shape(), own)));
        });
    }
}
