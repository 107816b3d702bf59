package org.recurve.compute.program;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.Node;
import org.recurve.compute.lower.PlanExecution;
import org.recurve.compute.trace.TraceContext;

/**
 * Describes what a layer gives for one example.
 *
 * @param layer its name
 * @param values row-major
 * @param slopes of an activation, its derivative at each element; empty for other layers
 */
public record LayerActivations(String layer, Shape shape, float[] values, float[] slopes) {
    private static final float[] NONE = {};

    /** Returns all that is computed for what layers give. */
    static Stream<Node> roots(ModelGraphs graphs) {
        return visits(graphs).flatMap(part -> Stream.concat(Stream.of(part.result()), graphs.slopes(part).stream()));
    }

    /** Returns the layers whose output depends on the example. */
    public static Stream<TraceContext.TracedPart> visits(ModelGraphs graphs) {
        return graphs.context().visits().stream().filter(part -> !part.result().shared());
    }

    /** Returns what they gave in a run of one example. */
    public static List<LayerActivations> read(ModelGraphs graphs, PlanExecution execution) {
        return visits(graphs)
                .map(part -> new LayerActivations(
                        part.name(),
                        part.output(),
                        read(part.result(), execution),
                        graphs.slopes(part)
                                .map(slopes -> read(slopes, execution))
                                .orElse(NONE)))
                .toList();
    }

    private static float[] read(Node node, PlanExecution execution) {
        float[] values = new float[node.rows()];
        execution.read(node, values);
        return values;
    }
}
