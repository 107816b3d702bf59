package org.recurve.app.onnx;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A graph of operators under construction, or the body of a loop in one. Constants stand in the outermost graph, once each. All
 * values are floats [examples, rows], or [1, rows] if examples share them, except where a method says otherwise.
 */
final class OnnxGraph {
    /** The format of messages ends there. */
    static final long LARGEST = Integer.MAX_VALUE - 1024;

    private final Optional<OnnxGraph> outer;
    private final List<ProtobufMessage> nodes = new ArrayList<>();
    private final Map<Object, String> constants = new HashMap<>();
    private final List<ProtobufMessage> inputs = new ArrayList<>();
    private final List<ProtobufMessage> outputs = new ArrayList<>();
    private final List<ProtobufMessage> initializers = new ArrayList<>();
    private String part = "";
    private int named;
    private long bytes;

    OnnxGraph() {
        this(Optional.empty());
    }

    private OnnxGraph(Optional<OnnxGraph> outer) {
        this.outer = outer;
    }

    /** Returns the graph of a loop's body, which sees what is computed around it. */
    OnnxGraph body() {
        return new OnnxGraph(Optional.of(this));
    }

    private OnnxGraph root() {
        return outer.map(OnnxGraph::root).orElse(this);
    }

    /** Names the part of the model whose operators follow. */
    void part(String name) {
        part = name.isEmpty() ? "model" : name;
    }

    /** Returns a name that nothing else has. */
    String fresh(String what) {
        return part + "/" + what + "_" + root().named++;
    }

    /** Adds an operator; returns its result. */
    String add(String operator, String... operands) {
        return add(operator, List.of(), operands);
    }

    String add(String operator, List<OnnxAttribute> attributes, String... operands) {
        String result = fresh(operator);
        add(operator, attributes, List.of(operands), List.of(result));
        return result;
    }

    void add(String operator, List<OnnxAttribute> attributes, List<String> operands, List<String> results) {
        ProtobufMessage node = new ProtobufMessage();
        operands.forEach(operand -> node.text(1, operand));
        results.forEach(result -> node.text(2, result));
        node.text(3, results.getFirst()).text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute.message()));
        nodes.add(node);
    }

    /** Returns whole numbers of 64 bits [count], as shapes and axes are given. */
    String longs(long... values) {
        return root().constant(Arrays.toString(values), name -> OnnxTensor.of(name, values));
    }

    /** Returns whole numbers of 32 bits in a shape, as indices are given. */
    String indices(int[] values, long... dims) {
        return root().constant(new IndexKey(values, dims), name -> OnnxTensor.of(name, dims, values));
    }

    /** Returns numbers [1, rows]. */
    String literal(float... values) {
        return root().constant(new LiteralKey(values), name -> OnnxTensor.of(name, List.of(1, values.length), values));
    }

    /** Returns one number, of no axes: what a function is compared or padded with. */
    String number(float value) {
        return root().constant(Float.floatToRawIntBits(value), name -> OnnxTensor.of(name, List.of(), value));
    }

    /** Returns the same number [1, rows]. */
    String fill(float value, int rows) {
        OnnxAttribute one = OnnxAttribute.tensor("value", OnnxTensor.of("value", List.of(1), value));
        return once(
                List.of("fill", Float.floatToRawIntBits(value), rows),
                root -> root.add("ConstantOfShape", List.of(one), root.longs(1, rows)));
    }

    /** Returns a value that is computed once, in the outermost graph. */
    String once(Object key, Function<OnnxGraph, String> value) {
        OnnxGraph root = root();
        String known = root.constants.get(key);
        if (known == null) {
            known = value.apply(root);
            root.constants.put(key, known);
        }
        return known;
    }

    private interface ConstantTensor {
        ProtobufMessage named(String name);
    }

    private String constant(Object key, ConstantTensor tensor) {
        String known = constants.get(key);
        if (known == null) {
            String before = part;
            part = "constant";
            known = fresh("Constant");
            ProtobufMessage message = tensor.named(known);
            count(message);
            add("Constant", List.of(OnnxAttribute.tensor("value", message)), List.of(), List.of(known));
            part = before;
            constants.put(key, known);
        }
        return known;
    }

    /** Adds a tensor that the model learnt, under its own name. */
    void initializer(String name, List<Integer> dims, float... values) {
        ProtobufMessage tensor = OnnxTensor.of(name, dims, values);
        count(tensor);
        initializers.add(tensor);
    }

    private void count(ProtobufMessage tensor) {
        bytes += tensor.size();
        if (bytes > LARGEST) {
            throw OnnxTensor.tooLarge();
        }
    }

    /** Declares something given from outside, [examples, …]. */
    void input(String name, List<Integer> dims) {
        inputs.add(declared(name, dims));
    }

    /** Declares a result, [examples, …]. */
    void output(String name, List<Integer> dims) {
        outputs.add(declared(name, dims));
    }

    /** Declares something that a loop gives to each step; returns its name. */
    String given(String what, int rows) {
        String name = fresh(what);
        input(name, List.of(rows));
        return name;
    }

    /** Declares a result of a step under a name of its own, since one value may be several results. */
    void result(String value, int rows) {
        output(add("Identity", value), List.of(rows));
    }

    private static ProtobufMessage declared(String name, List<Integer> dims) {
        ProtobufMessage shape = new ProtobufMessage().message(1, new ProtobufMessage().text(2, "batch"));
        dims.forEach(dim -> shape.message(1, new ProtobufMessage().integer(1, dim)));
        ProtobufMessage tensor =
                new ProtobufMessage().integer(1, OnnxTensor.FLOAT).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
    }

    /** Returns the {@code GraphProto}. */
    ProtobufMessage message(String name) {
        ProtobufMessage graph = new ProtobufMessage();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        initializers.forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        return graph;
    }

    /** Equal if all numbers are. */
    private record IndexKey(List<Long> dims, int hash, IntBuffer values) {
        IndexKey(int[] values, long... dims) {
            this(Arrays.stream(dims).boxed().toList(), Arrays.hashCode(values), IntBuffer.wrap(values));
        }
    }

    /** Equal if all bits are. */
    private record LiteralKey(IntBuffer bits) {
        LiteralKey(float... values) {
            this(IntBuffer.wrap(bits(values)));
        }

        private static int[] bits(float... values) {
            int[] bits = new int[values.length];
            Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
            return bits;
        }
    }
}
