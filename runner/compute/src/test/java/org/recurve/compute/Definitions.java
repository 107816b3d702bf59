package org.recurve.compute;

import java.util.List;
import java.util.Map;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.define.Evaluator;
import org.recurve.compute.define.Precision;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;

/** Evaluates a model's nodes by the definitions, in float or double, at parameters given in double. */
record Definitions(Precision precision, State state, double[] theta, double[] direction, Batch batch) {
    static Definitions at(Precision precision, State state, Batch batch) {
        return new Definitions(
                precision,
                state,
                doubles(state.theta().toArray()),
                new double[state.theta().size()],
                batch);
    }

    Definitions at(double[] elsewhere) {
        return new Definitions(precision, state, elsewhere, direction, batch);
    }

    Definitions along(double[] newDirection) {
        return new Definitions(precision, state, theta, newDirection, batch);
    }

    static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        java.util.Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    double[][] value(Node node) {
        return new Evaluator(precision, batch.examples(), this::source).value(node);
    }

    /** The shared values of nodes, one after another. */
    double[] all(List<Node> nodes) {
        Evaluator evaluator = new Evaluator(precision, batch.examples(), this::source);
        return nodes.stream()
                .flatMapToDouble(node -> java.util.Arrays.stream(evaluator.value(node)[0]))
                .toArray();
    }

    private double[] source(Op.Source source, int example) {
        return switch (source.kind()) {
            case PARAMETER -> segment(state.theta(), theta, source.name());
            case DIRECTION ->
                source.common() ? segment(state.theta(), direction, source.name()) : new double[source.rows()];
            case FROZEN -> segment(state.frozen(), doubles(state.frozen().toArray()), source.name());
            case BUFFER -> segment(state.buffers(), doubles(state.buffers().toArray()), source.name());
            case EXAMPLES -> new double[] {batch.examples()};
            case FIELD ->
                java.util.Arrays.copyOfRange(
                        doubles(batch.fields().get(source.name())),
                        example * source.rows(),
                        (example + 1) * source.rows());
            default -> throw new IllegalStateException("no numbers for " + source);
        };
    }

    private static double[] segment(Vector vector, double[] values, String name) {
        Segment segment = vector.segments().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        Shape shape = segment.shape();
        return java.util.Arrays.copyOfRange(values, segment.offset(), segment.offset() + shape.size());
    }

    static Map<String, Integer> names(Vector vector) {
        return vector.segments().stream().collect(java.util.stream.Collectors.toMap(Segment::name, Segment::offset));
    }
}
