package org.recurve.compute.ir;

import java.util.List;

/**
 * A result of one operation: {@code rows} numbers of an example, or shared by all examples. Shapes are the tracer's
 * affair. Equal only to itself; made by a {@link GraphBuilder} alone, in whose order ids ascend.
 */
public final class Node {
    private final GraphBuilder owner;
    private final int id;
    private final Op op;
    private final List<Node> inputs;
    private final int rows;
    private final boolean shared;
    private final String part;

    Node(GraphBuilder owner, int id, Op op, List<Node> inputs, int rows, boolean shared, String part) {
        this.owner = owner;
        this.id = id;
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.rows = rows;
        this.shared = shared;
        this.part = part;
    }

    public GraphBuilder owner() {
        return owner;
    }

    /** Returns its place in the order of recording. */
    public int id() {
        return id;
    }

    public Op op() {
        return op;
    }

    public List<Node> inputs() {
        return inputs;
    }

    public Node input(int index) {
        return inputs.get(index);
    }

    public int rows() {
        return rows;
    }

    public boolean shared() {
        return shared;
    }

    /** Returns the part of the model that recorded it, for messages. */
    public String part() {
        return part;
    }

    @Override
    public String toString() {
        return "%" + id + " = " + op + inputs.stream().map(n -> "%" + n.id).toList();
    }
}
