package org.recurve.compute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.reference.NumberPrecision;
import org.recurve.compute.reference.ReferenceEvaluator;
import org.recurve.compute.trace.TraceContext;
import org.recurve.compute.trace.TracedValue;

/** Traces operations on given numbers, and evaluates what was traced by its definitions, in double. */
public final class GraphValues {
    private final TraceContext context;
    private final Map<String, double[][]> given = new HashMap<>();

    /** @param fields of the examples, if the trace is to know any */
    public GraphValues(Field... fields) {
        context = new TraceContext(List.of(fields), true, false, _ -> false);
    }

    public TraceContext context() {
        return context;
    }

    public GraphBuilder graph() {
        return context.root();
    }

    /** Returns a value of one number after another, for each example. */
    public TracedValue value(String name, Shape shape, double[]... examples) {
        given.put(name, examples);
        return context.plain(graph().source(Op.SourceKind.FIELD, name, shape.size(), false), shape);
    }

    /** Returns a value that all examples share. */
    public TracedValue parameter(String name, Shape shape, double... numbers) {
        given.put(name, new double[][] {numbers});
        return context.plain(graph().source(Op.SourceKind.PARAMETER, name, shape.size(), true), shape);
    }

    /** Says what a field of the examples holds, which the trace asks for itself. */
    public void field(String name, double[]... examples) {
        given.put(name, examples);
    }

    /** Returns the numbers of a value, for each example. */
    public double[][] of(Value value) {
        return of(context.node(value));
    }

    public double[][] of(Node node) {
        int examples = given.values().stream().mapToInt(e -> e.length).max().orElse(1);
        return new ReferenceEvaluator(NumberPrecision.DOUBLE, examples, (source, example) -> switch (source.kind()) {
                    case EXAMPLES -> new double[] {examples};
                    case DIRECTION, PARAMETER, FROZEN, BUFFER, CARRIED, FIELD, UNIFORM, NORMAL, STRUCTURE, ITEM ->
                        given.containsKey(source.name())
                                ? given.get(source.name())[example]
                                : new double[source.rows()];
                })
                .value(node);
    }
}
