package org.recurve.app.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.compute.ir.Node;
import org.recurve.compute.program.ModelGraphs;
import org.recurve.compute.program.Program;
import org.recurve.engine.answer.AnsweringProgram;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what a trial learnt as an ONNX model: {@code input} [batch, …] to {@code output} [batch, …], further fields and carried states
 * beside them. Its initializers are the parameters and buffers, under their names and in their shapes.
 */
public final class OnnxExport {
    /** The version of the file's format. */
    private static final int IR_VERSION = 10;

    /** The version of the set of operators. */
    private static final int OPSET = 21;

    private static final String OUTPUT = "output";

    private OnnxExport() {}

    /**
     * Returns a {@code ModelProto}; a {@link UserError} says which parts no such file can hold.
     *
     * @param title names the trial in messages
     * @param about what tells it from others
     */
    public static byte[] of(String title, TrialSpec spec, LearntModel learnt, Map<String, String> about) {
        if (learnt.fields().isEmpty()) {
            throw new UserError(Problem.of(
                    "the weights of " + title + " do not say what the model reads", "train the trial again"));
        }
        AnsweringProgram answering = AnsweringProgram.of(spec, learnt.fields());
        Map<String, String> metadata = new TreeMap<>(about);
        metadata.put("output", Loss.meaning(spec.last().loss()).name().toLowerCase(Locale.ROOT));
        learnt.form().ifPresent(form -> metadata.putAll(input(form)));
        answering.fields().stream()
                .filter(field -> !field.classes().isEmpty())
                .forEach(field -> metadata.put(
                        (field.name().equals(Field.TARGET) ? "" : field.name() + ".") + "classes",
                        new JsonMapper().writeValueAsString(field.classes())));
        return of(title, answering.program(), answering.fields(), learnt.tensors(), metadata);
    }

    /** Says what is done to data before a file's model reads them, since the file holds no part of it; empty if nothing is. */
    public static Optional<String> preparation(InputForm form) {
        return form instanceof InputForm.Numbers && form.scaling().isEmpty()
                ? Optional.empty()
                : Optional.of(input(form).get("input")
                        + (form.scaling().isEmpty()
                                ? ""
                                : "; shifts and divisors are in the file's metadata, input.scaling"));
    }

    /** Returns what people bring to the model, and how that becomes its input. */
    private static Map<String, String> input(InputForm form) {
        Map<String, String> said = new TreeMap<>();
        switch (form) {
            case InputForm.Pixels pixels ->
                said.put(
                        "input",
                        "channels, height, width; "
                                + pixels.fit()
                                        .map(fit -> switch (fit) {
                                            case STRETCH -> "brought to that size by area; ";
                                            case CROP -> "the middle of that ratio brought to that size by area; ";
                                        })
                                        .orElse("")
                                + "each sample from 0 to 255, divided by " + pixels.divisor());
            case InputForm.Columns columns -> {
                said.put("input", "columns of a table");
                said.put("input.columns", new JsonMapper().writeValueAsString(columns.names()));
            }
            case InputForm.Table table -> {
                said.put("input", "numbers that columns of a table became");
                said.put("input.columns", new JsonMapper().writeValueAsString(table.features()));
            }
            case InputForm.Numbers _ -> said.put("input", "numbers");
            case InputForm.Sound sound ->
                said.put(
                        "input",
                        "magnitudes of frequencies" + (sound.decibels() ? " in decibels" : "") + ", in frames of "
                                + sound.window() + " samples, " + sound.hop() + " apart, of " + sound.rate()
                                + " samples a second");
            case InputForm.Words(boolean unknown) ->
                said.put("input", "numbers of tokens in input.classes" + (unknown ? ", 0 for unknown ones" : ""));
        }
        form.scaling().ifPresent(scaling -> {
            said.put("input", said.get("input") + ", then (number - shift) / divisor by feature");
            said.put(
                    "input.scaling",
                    new JsonMapper()
                            .writeValueAsString(new TreeMap<>(Map.of(
                                    "axis", scaling.axis().name().toLowerCase(Locale.ROOT),
                                    "shifts", scaling.shifts(),
                                    "divisors", scaling.divisors()))));
        });
        return said;
    }

    /** Returns a program with the numbers that it learnt. */
    static byte[] of(
            String title,
            Program program,
            List<Field> fields,
            List<LearntTensor> learnt,
            Map<String, String> metadata) {
        ModelGraphs model = program.model(false);
        Map<String, Node> carries = new TreeMap<>(model.context().carries());
        List<Node> roots = new ArrayList<>(List.of(model.output()));
        roots.addAll(carries.values());
        UnwritableParts.refuse(title, roots);
        OnnxGraph graph = new OnnxGraph();
        Map<String, Shape> shapes = new HashMap<>();
        learnt.stream()
                .map(LearntTensor::tensor)
                .sorted(Comparator.comparing(Tensor::name))
                .forEach(tensor -> {
                    shapes.put(tensor.name(), tensor.shape());
                    graph.initializer(tensor.name(), tensor.shape().dims(), tensor.values());
                });
        Map<String, Field> byName = new HashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        graph.input(Field.INPUT, program.input().dims());
        OnnxLowering lowering = new OnnxLowering(
                graph, new OnnxSources(graph, byName, shapes, model.context().carried()));
        lowering.lower(roots);
        result(graph, OUTPUT, lowering.each(model.output()), model.shape());
        carries.forEach((name, node) -> result(
                graph,
                OnnxSources.AFTER + name,
                lowering.each(node),
                Optional.ofNullable(model.context().carried().get(name)).orElseThrow()));
        return model(graph.message(title), metadata);
    }

    private static void result(OnnxGraph graph, String name, String value, Shape shape) {
        long[] dims = new long[1 + shape.rank()];
        dims[0] = -1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            dims[axis + 1] = shape.dim(axis);
        }
        graph.add("Reshape", List.of(), List.of(value, graph.longs(dims)), List.of(name));
        graph.output(name, shape.dims());
    }

    static byte[] model(ProtobufMessage graph, Map<String, String> metadata) {
        ProtobufMessage model = new ProtobufMessage()
                .integer(1, IR_VERSION)
                .text(2, "recurve")
                .message(7, graph)
                .message(8, new ProtobufMessage().text(1, "").integer(2, OPSET));
        metadata.forEach((key, value) ->
                model.message(14, new ProtobufMessage().text(1, key).text(2, value)));
        return model.toBytes();
    }
}
