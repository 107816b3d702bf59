package org.recurve.app.onnx;

/** A named constant of an operator, as {@code AttributeProto} has it. */
record OnnxAttribute(ProtobufMessage message) {
    private static final int NAME = 1;
    private static final int INTEGER = 3;
    private static final int TEXT = 4;
    private static final int TENSOR = 5;
    private static final int GRAPH = 6;
    private static final int INTEGERS = 8;
    private static final int TYPE = 20;

    static OnnxAttribute of(String name, long value) {
        return new OnnxAttribute(named(name).integer(INTEGER, value).integer(TYPE, 2));
    }

    static OnnxAttribute of(String name, String value) {
        return new OnnxAttribute(named(name).text(TEXT, value).integer(TYPE, 3));
    }

    static OnnxAttribute tensor(String name, ProtobufMessage tensor) {
        return new OnnxAttribute(named(name).message(TENSOR, tensor).integer(TYPE, 4));
    }

    static OnnxAttribute graph(String name, ProtobufMessage graph) {
        return new OnnxAttribute(named(name).message(GRAPH, graph).integer(TYPE, 5));
    }

    /** Returns a list of the same number, as many as said. */
    static OnnxAttribute repeated(String name, long value, int times) {
        ProtobufMessage list = named(name);
        for (int i = 0; i < times; i++) {
            list.integer(INTEGERS, value);
        }
        return new OnnxAttribute(list.integer(TYPE, 7));
    }

    static OnnxAttribute list(String name, long... values) {
        ProtobufMessage list = named(name);
        for (long value : values) {
            list.integer(INTEGERS, value);
        }
        return new OnnxAttribute(list.integer(TYPE, 7));
    }

    private static ProtobufMessage named(String name) {
        return new ProtobufMessage().text(NAME, name);
    }
}
