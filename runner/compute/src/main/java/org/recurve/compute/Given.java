package org.recurve.compute;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.model.Shape;
import org.recurve.compute.graph.Node;
import org.recurve.compute.plan.Execution;
import org.recurve.compute.trace.Tracer;

/**
 * What a layer gives for one example.
 *
 * @param layer its name
 * @param values row-major
 * @param slopes of an activation, its derivative at each element; empty for other layers
 */
public record Given(String layer, Shape shape, float[] values, float[] slopes) {
    private static final float[] NONE = {};

    /** All that is computed for what layers give. */
    static Stream<Node> roots(Model model) {
        return visits(model).flatMap(visit -> Stream.concat(Stream.of(visit.result()), model.slopes(visit).stream()));
    }

    /** The layers whose output depends on the example. */
    static Stream<Tracer.Visit> visits(Model model) {
        return model.tracer().visits().stream().filter(visit -> !visit.result().shared());
    }

    /** What they gave in a run of one example. */
    static List<Given> read(Model model, Execution execution) {
        return visits(model)
                .map(visit -> new Given(
                        visit.name(),
                        visit.output(),
                        read(visit.result(), execution),
                        model.slopes(visit)
                                .map(slopes -> read(slopes, execution))
                                .orElse(NONE)))
                .toList();
    }

    private static float[] read(Node node, Execution execution) {
        float[] values = new float[node.rows()];
        execution.read(node, values);
        return values;
    }
}
