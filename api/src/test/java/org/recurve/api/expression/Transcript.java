package org.recurve.api.expression;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;

/**
 * A scope whose values are formulas: every operation on them becomes text. Shapes are followed as far as the sketches
 * in this package need them.
 */
final class Transcript {
    private final boolean training;
    private final Map<String, Value> fields;
    private final List<String> effects = new ArrayList<>();

    Transcript(boolean training, Map<String, Value> fields) {
        this.training = training;
        this.fields = fields;
    }

    /** What was declared that is no value: {@code update(mean, …)}, {@code carry(h, …)}, {@code penalty(omega, …)}. */
    List<String> effects() {
        return effects;
    }

    static Value value(String formula, int... dims) {
        return value(formula, Shape.of(dims));
    }

    private static Value value(String formula, Shape shape) {
        InvocationHandler operation = (self, method, arguments) -> switch (method.getName()) {
            case "shape" -> shape;
            case "toString" -> formula;
            case "gradient" ->
                Stream.of((Value[]) arguments[0])
                        .map(of -> value("d" + formula + "/d" + of, of.shape()))
                        .toList();
            default -> value(formula + "." + call(method, arguments), result(method.getName(), shape, arguments));
        };
        return (Value) Proxy.newProxyInstance(Value.class.getClassLoader(), new Class<?>[] {Value.class}, operation);
    }

    private static Shape result(String operation, Shape shape, Object[] arguments) {
        return switch (operation) {
            case "reshape" -> Shape.of((int[]) arguments[0]);
            case "slice" -> replace(shape, (int) arguments[0], (int) arguments[2] - (int) arguments[1]);
            case "concat" -> {
                int axis = (int) arguments[0];
                int more = Stream.of((Value[]) arguments[1])
                        .mapToInt(v -> v.shape().dim(axis))
                        .sum();
                yield replace(shape, axis, shape.dim(axis) + more);
            }
            case "pad" ->
                replace(
                        shape,
                        (int) arguments[0],
                        shape.dim((int) arguments[0]) + (int) arguments[1] + (int) arguments[2]);
            case "at" -> shape.slice(1, shape.rank());
            case "sum", "mean" -> reduced(shape, (int[]) arguments[0]);
            default -> shape;
        };
    }

    private static Shape replace(Shape shape, int axis, int extent) {
        int[] dims = shape.toArray();
        dims[shape.axis(axis)] = extent;
        return Shape.of(dims);
    }

    private static Shape reduced(Shape shape, int[] axes) {
        if (axes.length == 0) {
            return Shape.SCALAR;
        }
        List<Integer> gone = Arrays.stream(axes).map(shape::axis).boxed().toList();
        return new Shape(java.util.stream.IntStream.range(0, shape.rank())
                .filter(axis -> !gone.contains(axis))
                .mapToObj(shape::dim)
                .toList());
    }

    Scope scope() {
        InvocationHandler declaration = (self, method, arguments) -> switch (method.getName()) {
            case "training" -> training;
            case "field" -> Optional.ofNullable(fields.get(arguments[0]));
            case "scan" -> scan(arguments);
            case "update", "carry", "penalty", "record" -> effects.add(call(method, arguments));
            case "linear" -> value(call(method, arguments), (int) arguments[2]);
            default -> value(arguments[0].toString(), (int[]) arguments[arguments.length - 1]);
        };
        return (Scope) Proxy.newProxyInstance(Scope.class.getClassLoader(), new Class<?>[] {Scope.class}, declaration);
    }

    @SuppressWarnings("unchecked") // the arguments of Scope.scan, in order
    private Scanned<?> scan(Object[] arguments) {
        Value sequence = (Value) arguments[0];
        Value each = value(
                "each(" + sequence + ")",
                sequence.shape().slice(1, sequence.shape().rank()));
        Step<?> step = ((BiFunction<Value, Record, Step<?>>) arguments[2]).apply(each, (Record) arguments[1]);
        Shape all = Shape.of(sequence.shape().dim(0)).with(step.output().shape());
        return new Scanned<>(value("scan(" + step.output() + ")", all), last(step.state()));
    }

    private static <S extends Record> S last(S state) {
        return state;
    }

    private static String call(Method method, Object[] arguments) {
        return method.getName()
                + Stream.of(arguments == null ? new Object[0] : arguments)
                        .map(Transcript::text)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String text(Object argument) {
        return switch (argument) {
            case int[] numbers -> Arrays.toString(numbers);
            case Object[] values -> Arrays.toString(values);
            default -> argument.toString();
        };
    }
}
