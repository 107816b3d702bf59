package org.recurve.app.onnx;

import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Op;

/**
 * Brings what a model is given from outside into a graph: fields of the examples and carried states are its inputs, parameters and buffers its
 * initializers.
 *
 * @param fields by name
 * @param learnt the shapes of parameters and buffers
 * @param carried the shapes of states that earlier chunks of a sequence left
 */
record OnnxSources(OnnxGraph graph, Map<String, Field> fields, Map<String, Shape> learnt, Map<String, Shape> carried) {
    /** Before the name of a state that is given. */
    static final String BEFORE = "before.";

    /** Before the name of a state that is left. */
    static final String AFTER = "after.";

    /** Returns the shape [examples, 1], to which a value is given that examples share. */
    String batch() {
        return graph.once("batch", root -> {
            root.part("batch");
            String extents = root.add("Shape", Field.INPUT);
            String examples = root.add("Slice", extents, root.longs(0), root.longs(1));
            return root.add("Concat", List.of(OnnxAttribute.of("axis", 0)), examples, root.longs(1));
        });
    }

    /** Returns the value of a source, [examples, rows] or [1, rows]. */
    String of(Op.GraphSource source) {
        String rows = graph.longs(source.common() ? 1 : -1, source.rows());
        return switch (source.kind()) {
            case PARAMETER, FROZEN, BUFFER -> {
                GraphChecks.known(learnt, source.name());
                yield graph.add("Reshape", source.name(), rows);
            }
            case FIELD -> {
                if (!source.name().equals(Field.INPUT)) {
                    graph.input(
                            source.name(),
                            GraphChecks.known(fields, source.name()).shape().dims());
                }
                yield graph.add("Reshape", source.name(), rows);
            }
            case CARRIED -> {
                graph.input(
                        BEFORE + source.name(),
                        GraphChecks.known(carried, source.name()).dims());
                yield graph.add("Reshape", BEFORE + source.name(), rows);
            }
            case EXAMPLES -> {
                String count = graph.add("Slice", batch(), graph.longs(0), graph.longs(1));
                String real = graph.add("Cast", List.of(OnnxAttribute.of("to", OnnxTensor.FLOAT)), count);
                yield graph.add("Reshape", real, graph.longs(1, 1));
            }
            case STRUCTURE, DIRECTION -> { // only derivatives are asked along them; an answer is what it is at zero
                String zeros = graph.fill(0, source.rows());
                yield source.common() ? zeros : graph.add("Expand", zeros, batch());
            }
            case UNIFORM, NORMAL, ITEM -> throw new IllegalStateException("no operator gives " + source);
        };
    }
}
