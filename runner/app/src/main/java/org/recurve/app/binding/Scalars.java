package org.recurve.app.binding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Scalar;

/** Single values: numbers, flags, text, and the constants of an enum. */
final class Scalars {
    private final Problems problems;

    Scalars(Problems problems) {
        this.problems = problems;
    }

    static boolean isScalar(Class<?> type) {
        return type.isPrimitive()
                || Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == String.class
                || type.isEnum();
    }

    Optional<? extends Bound<?>> bind(Class<?> type, Node node, String path) {
        if (type.isEnum()) {
            return constant(type, node, path);
        }
        return switch (type.getName()) {
            case "int", "java.lang.Integer" ->
                whole(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE).map(n -> of(node, n, n.intValue()));
            case "long", "java.lang.Long" ->
                whole(node, path, Long.MIN_VALUE, Long.MAX_VALUE).map(n -> of(node, n, n));
            case "double", "java.lang.Double" ->
                number(node, path, Double.MAX_VALUE).map(n -> of(node, n, n));
            case "float", "java.lang.Float" ->
                number(node, path, Float.MAX_VALUE)
                        .map(n -> of(node, Double.valueOf(Float.toString(n.floatValue())), n.floatValue()));
            case "boolean", "java.lang.Boolean" -> only(Boolean.class, node, path, "true or false");
            case "java.lang.String" -> only(String.class, node, path, "text (quote it if it looks like a number)");
            default -> throw new IllegalStateException("a config record cannot have a component of " + type);
        };
    }

    private static <T> Bound<T> of(Node node, Object normal, T value) {
        return new Bound<>(Scalar.of(node.place(), normal), value);
    }

    private Optional<Long> whole(Node node, String path, long smallest, long largest) {
        Optional<Long> whole = scalar(node).flatMap(v -> switch (v) {
            case Long n -> Optional.of(n);
            case Double n when n == Math.rint(n) && Math.abs(n) < 0x1p53 -> Optional.of(n.longValue());
            default -> Optional.empty();
        });
        if (whole.isEmpty()) {
            return wrong(node, path, "a whole number");
        }
        if (whole.get() < smallest || whole.get() > largest) {
            return wrong(node, path, "a whole number between " + smallest + " and " + largest);
        }
        return whole;
    }

    private Optional<Double> number(Node node, String path, double largest) {
        Optional<Double> number = scalar(node).filter(Number.class::isInstance).map(n -> ((Number) n).doubleValue());
        if (number.isEmpty()) {
            return wrong(node, path, "a number");
        }
        return Math.abs(number.get()) <= largest ? number : wrong(node, path, "a number of at most " + largest);
    }

    private <T> Optional<Bound<T>> only(Class<T> type, Node node, String path, String what) {
        Optional<T> value = scalar(node).filter(type::isInstance).map(type::cast);
        return value.isPresent() ? value.map(v -> of(node, v, v)) : wrong(node, path, what);
    }

    private Optional<Bound<Object>> constant(Class<?> type, Node node, String path) {
        List<?> constants = Arrays.asList(type.getEnumConstants());
        List<String> words =
                constants.stream().map(c -> Setting.kebab(((Enum<?>) c).name())).toList();
        Optional<String> word = scalar(node).filter(String.class::isInstance).map(String.class::cast);
        int at = word.map(words::indexOf).orElse(-1);
        if (at < 0) {
            String question = word.map(w -> Nearest.question(w, words)).orElse("");
            problems.add(
                    node.place(),
                    path,
                    "expected one of " + String.join(", ", words) + ", found " + node.described() + "." + question);
            return Optional.empty();
        }
        return Optional.of(of(node, words.get(at), constants.get(at)));
    }

    private static Optional<Object> scalar(Node node) {
        return node instanceof Scalar scalar ? scalar.value() : Optional.empty();
    }

    private <T> Optional<T> wrong(Node node, String path, String expected) {
        problems.add(node.place(), path, "expected " + expected + ", found " + node.described());
        return Optional.empty();
    }
}
