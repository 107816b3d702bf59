package org.recurve.app.weightfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.storage.weights.KeptTensor;
import org.recurve.storage.weights.KeptTensor.TensorRole;

/** Reads files of named tensors. Everything that a file says passes one gate: sizes, names, and that numbers are finite. */
public final class WeightFileReader {
    private static final String FORMATS =
            "give a .safetensors file, an .npz file as numpy.savez writes it, or an .onnx model";

    private WeightFileReader() {}

    /** Returns the tensors of a file, in its order; whatever is wrong with it is the user's to mend. */
    public static List<Tensor> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw BadWeightFile.of(file, "it is not there, or no file", FORMATS);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            List<Tensor> tensors = name.endsWith(".safetensors")
                    ? Safetensors.read(file)
                    : name.endsWith(".npz")
                            ? NpzArchive.read(file)
                            : name.endsWith(".onnx") ? OnnxInitializers.read(file) : unknown(file);
            if (tensors.isEmpty()) {
                throw BadWeightFile.of(file, "it holds no tensor", FORMATS);
            }
            tensors.forEach(tensor -> check(file, tensor));
            return tensors;
        } catch (IOException e) {
            throw BadWeightFile.of(file, String.valueOf(e.getMessage()), "copy or save it again");
        }
    }

    private static List<Tensor> unknown(Path file) {
        throw BadWeightFile.of(file, "its name ends neither in .safetensors nor in .npz nor in .onnx", FORMATS);
    }

    private static void check(Path file, Tensor tensor) {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw BadWeightFile.of(
                        file,
                        tensor.name() + " holds " + values[i] + " at element " + i
                                + ", counted from 0 in row-major order",
                        "every weight must be finite; train or save it again");
            }
        }
    }

    /** Returns a name that may stand for a tensor: it becomes part of files' names elsewhere. */
    static String name(Path file, String name) {
        try {
            return new KeptTensor(name, TensorRole.PARAMETER, Shape.SCALAR, "0".repeat(64)).name();
        } catch (IllegalArgumentException e) {
            throw BadWeightFile.of(file, String.valueOf(e.getMessage()), "save it with other names");
        }
    }

    /** Returns a shape whose numbers fit into memory. */
    static Shape shape(Path file, String name, List<Long> extents) {
        try {
            return new Shape(extents.stream().map(Math::toIntExact).toList());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw BadWeightFile.of(
                    file, name + " has the shape " + extents + ", which no tensor of a model has", "save it again");
        }
    }
}
