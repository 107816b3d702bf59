package org.recurve.compute.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.Node;
import org.recurve.compute.trace.sequence.SequenceAxis;

/** Knows what values are mapped over while a part is traced: the steps of a sequence, the windows of a pooling. */
public final class MappedValues {
    private final TraceContext context;
    private final Deque<Mapping> open = new ArrayDeque<>();

    MappedValues(TraceContext context) {
        this.context = context;
    }

    /**
     * Describes what values are mapped over.
     *
     * @param steps how many of the extents, the first ones, are steps that a layer is applied to one by one
     * @param sequence where among those steps there are some that not every example has
     */
    private record Mapping(Shape extents, int steps, Optional<SequenceAxis> sequence) {}

    /** Returns the extents that values are mapped over now. */
    public Shape extents() {
        return open.isEmpty() ? Shape.SCALAR : open.peek().extents();
    }

    /** Returns how many of them are steps. */
    public int steps() {
        return open.isEmpty() ? 0 : open.peek().steps();
    }

    /** Returns where among the steps there are some that not every example has. */
    Optional<SequenceAxis> sequence() {
        return open.isEmpty() ? Optional.empty() : open.peek().sequence();
    }

    /** Returns what {@code traced} gives when its values are mapped over these extents, the last of which are windows. */
    <T> T windows(Shape extents, Supplier<T> traced) {
        return within(new Mapping(extents, steps(), sequence()), traced);
    }

    /** Returns the same where all of the extents are steps, of which an example has as many as {@code sequence} says. */
    public <T> T steps(Shape extents, Optional<SequenceAxis> sequence, Supplier<T> traced) {
        return within(new Mapping(extents, extents.rank(), sequence), traced);
    }

    private <T> T within(Mapping mapping, Supplier<T> traced) {
        open.push(mapping);
        try {
            return traced.get();
        } finally {
            open.pop();
        }
    }

    /** Returns a value that is mapped over steps, of which it is known which exist. */
    public TracedValue present(TracedValue x) {
        Node own = context.builder().spread(x.node());
        context.axes()
                .mark(
                        own,
                        x.sequence()
                                .or(() -> sequence()
                                        .map(axis -> new SequenceAxis(
                                                axis.length(),
                                                axis.outer(),
                                                own.rows() / axis.outer() / axis.positions()))));
        return x.same(own);
    }
}
