package org.recurve.compute;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.model.Shape;
import org.recurve.compute.plan.Execution;
import org.recurve.compute.trace.Tracer;

/**
 * What a layer gives for one example.
 *
 * @param layer its name
 * @param values row-major
 */
public record Given(String layer, Shape shape, float[] values) {
    /** The layers whose output depends on the example. */
    static Stream<Tracer.Visit> visits(Model model) {
        return model.tracer().visits().stream().filter(visit -> !visit.result().shared());
    }

    /** What they gave in a run of one example. */
    static List<Given> read(Model model, Execution execution) {
        return visits(model)
                .map(visit -> {
                    float[] values = new float[visit.output().size()];
                    execution.read(visit.result(), values);
                    return new Given(visit.name(), visit.output(), values);
                })
                .toList();
    }
}
