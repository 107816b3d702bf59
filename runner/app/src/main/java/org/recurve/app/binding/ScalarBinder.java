package org.recurve.app.binding;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;

/** Single values: numbers, flags, text, and the constants of an enum. */
final class ScalarBinder {
    /** The words of settings for signs. */
    private static final Map<String, String> SIGNS =
            Map.of(",", "comma", ".", "point", ";", "semicolon", "\t", "tab", "|", "bar", " ", "blank");

    private final ProblemCollector collector;

    ScalarBinder(ProblemCollector collector) {
        this.collector = collector;
    }

    static boolean isScalar(Class<?> type) {
        return type.isPrimitive()
                || Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == String.class
                || type.isEnum();
    }

    Optional<? extends BoundNode<?>> bind(Class<?> type, YamlNode node, String path) {
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

    private static <T> BoundNode<T> of(YamlNode node, Object normal, T value) {
        return new BoundNode<>(ScalarNode.of(node.place(), normal), value);
    }

    private Optional<Long> whole(YamlNode node, String path, long smallest, long largest) {
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

    private Optional<Double> number(YamlNode node, String path, double largest) {
        Optional<Double> number = scalar(node).filter(Number.class::isInstance).map(n -> ((Number) n).doubleValue());
        if (number.isEmpty()) {
            return wrong(node, path, "a number");
        }
        return Math.abs(number.get()) <= largest ? number : wrong(node, path, "a number of at most " + largest);
    }

    private <T> Optional<BoundNode<T>> only(Class<T> type, YamlNode node, String path, String what) {
        Optional<T> value = scalar(node).filter(type::isInstance).map(type::cast);
        return value.isPresent() ? value.map(v -> of(node, v, v)) : wrong(node, path, what);
    }

    private Optional<BoundNode<Object>> constant(Class<?> type, YamlNode node, String path) {
        List<?> constants = Arrays.asList(type.getEnumConstants());
        List<String> words =
                constants.stream().map(c -> ConfigSetting.word((Enum<?>) c)).toList();
        Optional<String> word = scalar(node).filter(String.class::isInstance).map(String.class::cast);
        int at = word.map(words::indexOf).orElse(-1);
        if (at < 0) {
            String question = word.map(w -> question(w, words)).orElse("");
            collector.add(
                    node.place(),
                    path,
                    "expected " + (words.size() == 1 ? "" : "one of ") + String.join(", ", words) + ", found "
                            + node.described() + "." + question);
            return Optional.empty();
        }
        return Optional.of(of(node, words.get(at), constants.get(at)));
    }

    /** Asks whether a word near to it was meant, or the name of a sign that was written itself. */
    private static String question(String word, List<String> words) {
        return Optional.ofNullable(SIGNS.get(word))
                .filter(words::contains)
                .map(name -> " Did you mean \"" + name + "\"?")
                .orElseGet(() -> NearestName.question(word, words));
    }

    private static Optional<Object> scalar(YamlNode node) {
        return node instanceof ScalarNode scalarNode ? scalarNode.value() : Optional.empty();
    }

    private <T> Optional<T> wrong(YamlNode node, String path, String expected) {
        collector.add(node.place(), path, "expected " + expected + ", found " + node.described());
        return Optional.empty();
    }
}
