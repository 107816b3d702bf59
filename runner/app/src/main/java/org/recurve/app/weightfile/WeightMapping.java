package org.recurve.app.weightfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/** Puts the tensors of a file in place of a model's, by their names; nothing is guessed, and all of it is said. */
public final class WeightMapping {
    private WeightMapping() {}

    /**
     * Returns the model with the numbers of a file.
     *
     * @param renames {@code NAME-IN-FILE=NAME-IN-MODEL}
     * @param notes is told what stands for what
     */
    public static LearntModel apply(LearntModel model, Path file, List<String> renames, List<String> notes) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        WeightFileReader.read(file).forEach(tensor -> found.put(tensor.name(), tensor));
        Map<String, String> sources = sources(file, renames, found);
        List<LearntTensor> taken = new ArrayList<>();
        List<String> misfits = new ArrayList<>();
        for (LearntTensor learnt : model.tensors()) {
            Tensor own = learnt.tensor();
            Optional<Tensor> other = Optional.ofNullable(found.remove(sources.getOrDefault(own.name(), own.name())));
            if (other.filter(it -> it.shape().equals(own.shape())).isPresent()) {
                taken.add(new LearntTensor(
                        learnt.role(),
                        new Tensor(own.name(), own.shape(), other.get().values())));
                notes.add(own.name() + " is " + other.get().name() + " of the file, " + own.shape());
            } else {
                misfits.add(own.name() + ": the model has " + own.shape() + ", the file "
                        + other.map(it -> "has " + it.shape() + " as " + it.name())
                                .orElse("has none"));
            }
        }
        if (!misfits.isEmpty()) {
            throw new UserError(Problem.of(
                    file + " does not fit the model: " + String.join("; ", misfits),
                    (found.isEmpty()
                                    ? ""
                                    : "the file also has " + String.join(", ", new TreeSet<>(found.keySet())) + "; ")
                            + "say which is which with --rename IN-FILE=IN-MODEL"));
        }
        found.keySet().forEach(name -> notes.add(name + " of the file is not used"));
        return new LearntModel(model.trial(), model.result(), model.epoch(), taken, model.fields(), model.form());
    }

    private static Map<String, String> sources(Path file, List<String> renames, Map<String, Tensor> found) {
        Map<String, String> sources = new HashMap<>();
        for (String rename : renames) {
            int equals = rename.indexOf('=');
            if (equals < 1 || !found.containsKey(rename.substring(0, equals))) {
                throw new UserError(Problem.of(
                        "--rename " + rename + " names no tensor of " + file,
                        "write --rename IN-FILE=IN-MODEL; the file has " + String.join(", ", found.keySet())));
            }
            sources.put(rename.substring(equals + 1), rename.substring(0, equals));
        }
        return sources;
    }
}
