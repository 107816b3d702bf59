package org.recurve.storage.weights;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;

/**
 * The list of what a finished trial learnt, as it stands beside its journal: the tensors' names, shapes and digests, and how new examples
 * are read.
 *
 * @param trial the trial's identity
 * @param result the digest with which the trial ended
 * @param epoch whose state it is, counted from 1
 * @param fields of the examples that it learnt from: sizes, vocabulary, classes
 * @param form what it may be asked about beside numbers
 */
public record WeightList(
        String trial,
        String result,
        int epoch,
        List<KeptTensor> tensors,
        List<Field> fields,
        Optional<InputForm> form) {
    public WeightList {
        tensors = List.copyOf(tensors);
        fields = List.copyOf(fields);
        Set<String> names = new HashSet<>();
        tensors.stream().filter(tensor -> !names.add(tensor.name())).findFirst().ifPresent(twice -> {
            throw new IllegalArgumentException("the tensor " + twice.name() + " is listed twice");
        });
    }

    /** Returns {@code sha256:…} over all names, roles, shapes and numbers: equal for equal weights, whichever trial learnt them. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        tensors.forEach(tensor -> text.append(tensor.role())
                .append(' ')
                .append(tensor.name())
                .append(' ')
                .append(tensor.shape().dims())
                .append(' ')
                .append(tensor.sha256())
                .append('\n'));
        return "sha256:" + TensorBytes.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns how many bytes all numbers have, shared or not. */
    public long bytes() {
        return tensors.stream().mapToLong(KeptTensor::bytes).sum();
    }
}
