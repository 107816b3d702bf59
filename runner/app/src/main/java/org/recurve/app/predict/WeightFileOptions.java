package org.recurve.app.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.weightfile.WeightMapping;
import org.recurve.compute.program.Program;
import org.recurve.engine.answer.AnsweringProgram;
import org.recurve.engine.layout.PytorchLayout;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.weights.LearntModel;
import picocli.CommandLine.Option;

/** Weights that a model is asked with in place of its own. Filled by picocli. */
final class WeightFileOptions {
    private static final String PYTORCH = "pytorch";

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
                    "Which tensor of the file (with --layout pytorch: which module) stands for which of the model (which"
                            + " part), where names differ; may be given several times.")
    private List<String> renames = new ArrayList<>();

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description =
                    "pytorch: the file has the names and layouts of a PyTorch state_dict; what becomes of each tensor is"
                            + " printed (default: those of this program).")
    private Optional<String> layout = Optional.empty();

    /**
     * Returns the model with the file's weights, if there is one; says what stands for what.
     *
     * @param spec as the model was trained
     */
    AskedTrial applied(AskedTrial model, TrialSpec spec, CommonOptions options) {
        layout.filter(name -> !name.equals(PYTORCH)).ifPresent(name -> {
            throw new UserError(Problem.of("there is no layout \"" + name + "\"", "layouts: " + PYTORCH));
        });
        if (file.isEmpty()) {
            if (layout.isPresent() || !renames.isEmpty()) {
                throw new UserError(Problem.of(
                        "--layout and --rename say how a file of weights is read, and none is given",
                        "name it: --weights FILE"));
            }
            return model;
        }
        List<String> notes = new ArrayList<>();
        LearntModel learnt = layout.isPresent()
                ? pytorch(model, spec, file.get(), notes)
                : WeightMapping.apply(model.learnt(), file.get(), renames, notes);
        notes.forEach(options::note);
        return new AskedTrial(model.trial(), learnt);
    }

    private LearntModel pytorch(AskedTrial model, TrialSpec spec, Path from, List<String> notes) {
        Program program = AnsweringProgram.of(spec, model.learnt().fields()).program();
        PytorchLayout.objection(program).ifPresent(reason -> {
            throw new UserError(Problem.of(reason, PytorchLayout.ADVICE));
        });
        return WeightMapping.pytorch(model.learnt(), from, renames, program, notes);
    }

    boolean isGiven() {
        return file.isPresent();
    }
}
