package org.recurve.app.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.recurve.api.data.Data;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;
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

    /** Returns what a store kept, as the engine takes it; tensors are ordered by name, as a model's are. */
    public static LearntState state(LearntModel model, Data data) {
        return new LearntState(
                vector(model, TensorRole.PARAMETER),
                vector(model, TensorRole.BUFFER),
                model.epoch(),
                model.result(),
                data);
    }

    private static Vector vector(LearntModel model, TensorRole role) {
        List<Tensor> tensors = model.tensors().stream()
                .filter(learnt -> learnt.role() == role)
                .map(LearntTensor::tensor)
                .sorted(Comparator.comparing(Tensor::name))
                .toList();
        float[] values = new float
                [tensors.stream().mapToInt(tensor -> tensor.values().length).sum()];
        List<Segment> segments = new ArrayList<>();
        int offset = 0;
        for (Tensor tensor : tensors) {
            segments.add(new Segment(tensor.name(), tensor.shape(), offset));
            System.arraycopy(tensor.values(), 0, values, offset, tensor.values().length);
            offset += tensor.values().length;
        }
        return VectorFactory.of(segments, values);
    }

    private static void add(Vector vector, TensorRole role, List<LearntTensor> tensors) {
        float[] values = vector.toArray();
        vector.segments().forEach(segment -> {
            int from = segment.offset();
            float[] own =
                    Arrays.copyOfRange(values, from, from + segment.shape().size());
            tensors.add(new LearntTensor(role, new Tensor(segment.name(), segment.shape(), own)));
        });
    }
}
