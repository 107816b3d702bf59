package org.recurve.app.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.weightfile.WeightMapping;
import picocli.CommandLine.Option;

/** Weights that a model is asked with in place of its own. Filled by picocli. */
final class WeightFileOptions {
    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Ask the trial's model with the weights of a safetensors, npz or ONNX file instead of its own.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--rename",
            paramLabel = "IN-FILE=IN-MODEL",
            description =
                    "Which tensor of the file stands for which of the model, where names differ; may be given several"
                            + " times.")
    private List<String> renames = new ArrayList<>();

    /** Returns the model with the file's weights, if there is one; says what stands for what. */
    AskedTrial applied(AskedTrial model, CommonOptions options) {
        if (file.isEmpty()) {
            return model;
        }
        List<String> notes = new ArrayList<>();
        AskedTrial taken =
                new AskedTrial(model.trial(), WeightMapping.apply(model.learnt(), file.get(), renames, notes));
        notes.forEach(options::note);
        return taken;
    }

    boolean isGiven() {
        return file.isPresent();
    }
}
