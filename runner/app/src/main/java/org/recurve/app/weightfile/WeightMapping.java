package org.recurve.app.weightfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.optimize.Segment;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.compute.program.Program;
import org.recurve.engine.layout.LayoutResult;
import org.recurve.engine.layout.PytorchLayout;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/** Puts the tensors of a file in place of a model's, by their names; nothing is guessed, and all of it is said. */
public final class WeightMapping {
    private final LearntModel model;
    private final Path file;
    private final Map<String, Tensor> found = new LinkedHashMap<>();

    private WeightMapping(LearntModel model, Path file) {
        this.model = model;
        this.file = file;
        WeightFileReader.read(file).forEach(tensor -> found.put(tensor.name(), tensor));
    }

    /**
     * Returns the model with the numbers of a file.
     *
     * @param renames {@code NAME-IN-FILE=NAME-IN-MODEL}
     * @param notes is told what stands for what
     */
    public static LearntModel apply(LearntModel model, Path file, List<String> renames, List<String> notes) {
        WeightMapping mapping = new WeightMapping(model, file);
        Map<String, String> sources = mapping.sources(renames, "tensor", mapping.found.keySet());
        return mapping.taken(own -> mapping.named(own, sources), notes);
    }

    /**
     * Returns the model with the numbers of a file whose names and layouts are PyTorch's.
     *
     * @param renames {@code MODULE-IN-FILE=PART-OF-MODEL}
     * @param program the model, traced
     * @param notes is told what stands for what
     */
    public static LearntModel pytorch(
            LearntModel model, Path file, List<String> renames, Program program, List<String> notes) {
        WeightMapping mapping = new WeightMapping(model, file);
        Set<String> modules = new TreeSet<>();
        mapping.found.keySet().forEach(name -> modules.add(name.substring(0, Math.max(0, name.lastIndexOf('.')))));
        Map<String, String> sources = mapping.sources(renames, "module", modules);
        PytorchLayout layout = new PytorchLayout(
                mapping.found,
                part -> sources.getOrDefault(part, part),
                model.tensors().stream().map(own -> own.tensor().name()).toList(),
                program);
        return mapping.taken(own -> layout.find(new Segment(own.name(), own.shape(), 0)), notes);
    }

    /** Finds the numbers of a tensor. */
    private interface TensorSource {
        LayoutResult find(Tensor own);
    }

    private LayoutResult named(Tensor own, Map<String, String> sources) {
        String name = sources.getOrDefault(own.name(), own.name());
        Tensor other = found.get(name);
        if (other == null) {
            return new LayoutResult.Missing("the file has none");
        }
        return other.shape().equals(own.shape())
                ? new LayoutResult.Found(List.of(name), other.values(), "")
                : new LayoutResult.Missing("the file has " + other.shape() + " as " + name);
    }

    private LearntModel taken(TensorSource source, List<String> notes) {
        List<LearntTensor> taken = new ArrayList<>();
        List<String> misfits = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (LearntTensor learnt : model.tensors()) {
            Tensor own = learnt.tensor();
            switch (source.find(own)) {
                case LayoutResult.Missing(String reason) ->
                    misfits.add(own.name() + ": the model has " + own.shape() + ", " + reason);
                case LayoutResult.Found(List<String> names, float[] values, String change) -> {
                    used.addAll(names);
                    taken.add(new LearntTensor(learnt.role(), new Tensor(own.name(), own.shape(), values)));
                    notes.add(own.name() + " is " + String.join(" + ", names) + " of the file, " + own.shape()
                            + (change.isEmpty() ? "" : ": " + change));
                }
            }
        }
        Set<String> unused = new TreeSet<>(found.keySet());
        unused.removeAll(used);
        if (!misfits.isEmpty()) {
            throw new UserError(Problem.of(
                    file + " does not fit the model: " + String.join("; ", misfits),
                    (unused.isEmpty() ? "" : "the file also has " + String.join(", ", unused) + "; ")
                            + "say which is which with --rename IN-FILE=IN-MODEL"));
        }
        unused.forEach(name -> notes.add(name + " of the file is not used"));
        return new LearntModel(model.trial(), model.result(), model.epoch(), taken, model.fields(), model.form());
    }

    /** Returns what is called otherwise in the file, by its name in the model. */
    private Map<String, String> sources(List<String> renames, String kind, Set<String> names) {
        Map<String, String> sources = new HashMap<>();
        for (String rename : renames) {
            int equals = rename.indexOf('=');
            if (equals < 1 || !names.contains(rename.substring(0, equals))) {
                throw new UserError(Problem.of(
                        "--rename " + rename + " names no " + kind + " of " + file,
                        "write --rename IN-FILE=IN-MODEL; the file has " + String.join(", ", names)));
            }
            sources.put(rename.substring(equals + 1), rename.substring(0, equals));
        }
        return sources;
    }
}
