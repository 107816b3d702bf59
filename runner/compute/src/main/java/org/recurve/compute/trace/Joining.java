package org.recurve.compute.trace;

import java.util.List;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Table;

/** Values one after another along an axis. */
final class Joining {
    private Joining() {}

    static Value along(Tracer tracer, int axis, List<Traced> parts) {
        Shape first = parts.getFirst().shape();
        Shape outer = first.slice(0, axis);
        Shape inner = first.slice(axis + 1, first.rank());
        int extent = 0;
        for (Traced part : parts) {
            Shape shape = part.shape();
            if (shape.rank() != first.rank()
                    || !shape.slice(0, axis).equals(outer)
                    || !shape.slice(axis + 1, shape.rank()).equals(inner)) {
                throw new IllegalArgumentException("shapes " + first + " and " + shape + " cannot be joined along axis "
                        + axis + ": they differ in another axis");
            }
            extent += shape.dim(axis);
        }
        Shape mapped = parts.getFirst().mapped();
        Node joined = tracer.builder().join(parts.stream().map(Traced::node).toArray(Node[]::new));
        int blocks = mapped.size() * outer.size();
        int[] source = new int[joined.rows()];
        int before = 0;
        int at = 0;
        for (Traced part : parts) {
            int run = part.shape().dim(axis) * inner.size();
            for (int block = 0; block < blocks; block++) {
                for (int i = 0; i < run; i++) {
                    source[block * extent * inner.size() + before + i] = at++;
                }
            }
            before += run;
        }
        Node ordered = tracer.builder().route(Table.gather(source.length, source.length, row -> source[row]), joined);
        return new Traced(tracer, ordered, mapped, outer.with(Shape.of(extent)).with(inner));
    }
}
