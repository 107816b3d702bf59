package org.recurve.compute.trace;

import java.util.Map;
import java.util.TreeMap;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Collects the buffers of a trace: state without a gradient, such as running statistics, and its values after a batch. */
public final class TracedBuffers {
    private final TraceContext context;
    private final Map<String, DeclaredBuffer> declared = new TreeMap<>();
    private final Map<String, Node> updates = new TreeMap<>();

    TracedBuffers(TraceContext context) {
        this.context = context;
    }

    /** Describes a buffer as a part declared it, with the value that all its elements have at first. */
    public record DeclaredBuffer(Shape shape, double initial) {}

    /** Returns the buffers by name. */
    public Map<String, DeclaredBuffer> declared() {
        return declared;
    }

    /** Returns what buffers are after a batch, by name; the others keep their values. */
    public Map<String, Node> updates() {
        return updates;
    }

    /** Returns the current value of a buffer, which is declared by this. */
    public TracedValue declare(String name, Shape shape, double initial) {
        DeclaredBuffer buffer = declared.computeIfAbsent(name, n -> new DeclaredBuffer(shape, initial));
        if (!buffer.shape().equals(shape)) {
            throw new InvalidSetting("the buffer " + name + " is declared twice, with shapes " + buffer.shape()
                    + " and " + shape + "; give the second another name");
        }
        return context.plain(context.root().source(Op.SourceKind.BUFFER, name, shape.size(), true), shape);
    }

    /** Records what a buffer is after a batch: a value that all examples share. */
    public void update(String name, Value value) {
        TracedValue next = context.own(value);
        DeclaredBuffer buffer = declared.get(name);
        if (buffer == null
                || !buffer.shape().equals(next.shape())
                || !next.shared()
                || next.mapped().rank() > 0) {
            throw new InvalidSetting("update of " + name
                    + " needs a declared buffer and a shared value of its shape, not one of shape " + next.shape());
        }
        updates.put(name, next.node());
    }
}
