package org.recurve.compute;

import java.util.List;
import java.util.Map;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.reference.NumberPrecision;
import org.recurve.compute.reference.ReferenceEvaluator;
import org.recurve.compute.session.Batch;

/** Evaluates a model's nodes by the definitions, in float or double, at parameters given in double. */
public record Definitions(
        NumberPrecision precision, ModelState state, double[] theta, double[] direction, Batch batch) {
    public static Definitions at(NumberPrecision precision, ModelState state, Batch batch) {
        return new Definitions(
                precision,
                state,
                doubles(state.theta().toArray()),
                new double[state.theta().size()],
                batch);
    }

    public Definitions at(double[] elsewhere) {
        return new Definitions(precision, state, elsewhere, direction, batch);
    }

    public Definitions along(double[] newDirection) {
        return new Definitions(precision, state, theta, newDirection, batch);
    }

    public static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        java.util.Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    public double[][] value(Node node) {
        return new ReferenceEvaluator(precision, batch.examples(), this::source).value(node);
    }

    /** The shared values of nodes, one after another. */
    public double[] all(List<Node> nodes) {
        ReferenceEvaluator evaluator = new ReferenceEvaluator(precision, batch.examples(), this::source);
        return nodes.stream()
                .flatMapToDouble(node -> java.util.Arrays.stream(evaluator.value(node)[0]))
                .toArray();
    }

    private double[] source(Op.GraphSource source, int example) {
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
