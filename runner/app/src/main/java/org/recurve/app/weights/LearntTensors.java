package org.recurve.app.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.api.data.Data;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.layout.WeightLayout;
import org.recurve.engine.spec.StartWeights;
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

    /** Returns tensors of a file, all of which may be parameters. */
    public static LearntModel ofFile(List<Tensor> tensors) {
        return alone(tensors.stream()
                .map(tensor -> new LearntTensor(TensorRole.PARAMETER, tensor))
                .toList());
    }

    /** Returns what a trial starts from; its digest is that of the source. */
    public static LearntModel model(StartWeights start) {
        return alone(start.tensors().stream()
                .map(tensor ->
                        new LearntTensor(start.isBuffer(tensor) ? TensorRole.BUFFER : TensorRole.PARAMETER, tensor))
                .toList());
    }

    private static LearntModel alone(List<LearntTensor> tensors) {
        return new LearntModel("", "", 0, tensors, List.of(), Optional.empty());
    }

    /**
     * Returns a model as the engine starts from it.
     *
     * @param source what people call it
     * @param digest of all its tensors
     * @param parts that take their weights from it
     * @param renames from names there to names here
     * @param layout whose names and orders it has, if not ours
     */
    public static StartWeights start(
            LearntModel model,
            String source,
            String digest,
            List<String> parts,
            Map<String, String> renames,
            Optional<WeightLayout> layout) {
        return new StartWeights(
                source,
                digest,
                parts,
                renames,
                layout,
                model.tensors().stream().map(LearntTensor::tensor).toList(),
                model.tensors().stream()
                        .filter(learnt -> learnt.role() == TensorRole.BUFFER)
                        .map(learnt -> learnt.tensor().name())
                        .collect(Collectors.toSet()));
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
