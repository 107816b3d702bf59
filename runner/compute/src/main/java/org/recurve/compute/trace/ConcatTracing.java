package org.recurve.compute.trace;

import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/** Values one after another along an axis. */
final class ConcatTracing {
    private ConcatTracing() {}

    static Value along(TraceContext context, int axis, List<TracedValue> given) {
        Shape first = given.getFirst().shape();
        List<TracedValue> parts = given.stream()
                .map(part -> part.runsAlong(axis) ? part.filled(0) : part)
                .toList();
        Shape outer = first.slice(0, axis);
        Shape inner = first.slice(axis + 1, first.rank());
        int extent = 0;
        for (TracedValue part : parts) {
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
        Node joined =
                context.builder().join(parts.stream().map(TracedValue::node).toArray(Node[]::new));
        int blocks = mapped.size() * outer.size();
        int[] source = new int[joined.rows()];
        int before = 0;
        int at = 0;
        for (TracedValue part : parts) {
            int run = part.shape().dim(axis) * inner.size();
            for (int block = 0; block < blocks; block++) {
                for (int i = 0; i < run; i++) {
                    source[block * extent * inner.size() + before + i] = at++;
                }
            }
            before += run;
        }
        Node ordered =
                context.builder().route(IndexTable.gather(source.length, source.length, row -> source[row]), joined);
        Shape to = outer.with(Shape.of(extent)).with(inner);
        return new TracedValue(context, context.axes().mark(ordered, sequence(context, axis, parts, to)), mapped, to);
    }

    /** Returns where a sequence lies in the result, if it lies alike in all parts that have one. */
    private static Optional<SequenceAxis> sequence(TraceContext context, int axis, List<TracedValue> parts, Shape to) {
        List<TracedValue> sequences =
                parts.stream().filter(part -> part.sequence().isPresent()).toList();
        if (sequences.isEmpty()) {
            return Optional.empty();
        }
        TracedValue last = sequences.getLast();
        int along = last.sequenceAxis();
        TracedLength length = last.sequence().orElseThrow().length();
        boolean behind = last.runsAlong(axis) && sequences.size() == 1 && last == parts.getLast();
        if (behind) {
            length = length.longer(to.dim(axis) - length.positions());
        } else if (along < 0 || last.runsAlong(axis) || sequences.stream().anyMatch(p -> p.sequenceAxis() != along)) {
            context.axes().caution("appends something to the padding of a sequence");
            return Optional.empty();
        }
        for (TracedValue other : behind ? List.<TracedValue>of() : sequences) {
            length = length.and(other.sequence().orElseThrow().length());
        }
        return SequenceAxes.along(last.mapped().with(to), along, length);
    }
}
