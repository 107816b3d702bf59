package org.recurve.storage.weights;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;

/**
 * The tensors that a trial learnt, with their numbers.
 *
 * @param trial the trial's identity
 * @param result the digest with which the trial ends
 * @param epoch whose state it is, counted from 1
 * @param fields of the examples that it learnt from
 * @param form what it may be asked about beside numbers
 */
public record LearntModel(
        String trial,
        String result,
        int epoch,
        List<LearntTensor> tensors,
        List<Field> fields,
        Optional<InputForm> form) {
    public LearntModel {
        tensors = List.copyOf(tensors);
        fields = List.copyOf(fields);
    }

    /** Returns the list of its tensors. */
    public WeightList list() {
        return new WeightList(
                trial,
                result,
                epoch,
                tensors.stream()
                        .map(learnt -> new KeptTensor(
                                learnt.tensor().name(),
                                learnt.role(),
                                learnt.tensor().shape(),
                                TensorBytes.sha256(
                                        TensorBytes.of(learnt.tensor().values()))))
                        .toList(),
                fields,
                form);
    }
}
