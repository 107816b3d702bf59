package org.recurve.app.onnx;

import java.util.List;
import org.recurve.compute.ir.ElementwiseFunction;

/** Functions of single numbers as operators. Where no operator keeps the last digits, several do. */
record OnnxFunctions(OnnxGraph graph) {
    String apply(ElementwiseFunction function, List<String> in) {
        String a = in.getFirst();
        return switch (function) {
            case NEGATE -> graph.add("Neg", a);
            case ABS -> graph.add("Abs", a);
            case SIGN -> sign(a);
            case STEP -> real(graph.add("Greater", a, graph.number(0)));
            case SQUARE -> graph.add("Mul", a, a);
            case SQRT -> graph.add("Sqrt", a);
            case EXP -> graph.add("Exp", a);
            case LOG -> graph.add("Log", a);
            case LOG1P -> log1p(a);
            case EXPM1 -> expm1(a);
            case TANH -> graph.add("Tanh", a);
            case SIGMOID -> graph.add("Sigmoid", a);
            case ERF -> graph.add("Erf", a);
            case RELU -> graph.add("Relu", a);
            case ADD -> graph.add("Add", a, in.get(1));
            case SUBTRACT -> graph.add("Sub", a, in.get(1));
            case MULTIPLY -> graph.add("Mul", a, in.get(1));
            case DIVIDE -> graph.add("Div", a, in.get(1));
            case MAX -> graph.add("Max", a, in.get(1));
            case MIN -> graph.add("Min", a, in.get(1));
            case GREATER -> real(graph.add("Greater", a, in.get(1)));
            case EQUAL -> real(graph.add("Equal", a, in.get(1)));
            case CHOOSE ->
                graph.add("Where", graph.add("Not", graph.add("Equal", a, graph.number(0))), in.get(1), in.get(2));
            case PRODUCT_PLUS -> graph.add("Add", graph.add("Mul", a, in.get(1)), in.get(2));
            case MINUS_PRODUCT -> graph.add("Sub", in.get(2), graph.add("Mul", a, in.get(1)));
        };
    }

    private String real(String bool) {
        return graph.add("Cast", List.of(OnnxAttribute.of("to", OnnxTensor.FLOAT)), bool);
    }

    private String sign(String a) {
        String below = graph.add("Where", graph.add("Less", a, graph.number(0)), graph.number(-1), a);
        return graph.add("Where", graph.add("Greater", a, graph.number(0)), graph.number(1), below);
    }

    /** {@code log(u) · (a / (u − 1))} with {@code u = 1 + a}, whose rounding errors cancel (Kahan; Higham 2002, section 1.14.1). */
    private String log1p(String a) {
        String u = graph.add("Add", a, graph.number(1));
        String ratio = graph.add("Div", a, graph.add("Sub", u, graph.number(1)));
        String product = graph.add("Mul", graph.add("Log", u), ratio);
        String small = graph.add("Where", graph.add("Equal", u, graph.number(1)), a, product);
        return graph.add("Where", graph.add("Equal", a, graph.number(Float.POSITIVE_INFINITY)), a, small);
    }

    /** {@code (u − 1) · (a / log(u))} with {@code u = e^a}, by the same. */
    private String expm1(String a) {
        String u = graph.add("Exp", a);
        String less = graph.add("Sub", u, graph.number(1));
        String product = graph.add("Mul", less, graph.add("Div", a, graph.add("Log", u)));
        String small = graph.add("Where", graph.add("Equal", u, graph.number(1)), a, product);
        String low = graph.add("Where", graph.add("Equal", less, graph.number(-1)), less, small);
        return graph.add("Where", graph.add("Equal", u, graph.number(Float.POSITIVE_INFINITY)), u, low);
    }
}
