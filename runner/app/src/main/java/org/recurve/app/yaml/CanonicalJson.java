package org.recurve.app.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plain data as JSON in one spelling: keys sorted, no white space, numbers as Java writes them. It is what a configuration
 * is stored and hashed as, so a change here changes the identity of every trial.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * Writes Map (keys are text), List, String, Boolean, Number, Optional; numbers that JSON lacks (NaN, infinities)
     * become {@code null}.
     */
    public static String write(Object plain) {
        StringBuilder out = new StringBuilder();
        write(plain, out);
        return out.toString();
    }

    private static void write(Object plain, StringBuilder out) {
        switch (plain) {
            case Optional<?> optional -> optional.ifPresentOrElse(v -> write(v, out), () -> out.append("null"));
            case Map<?, ?> map -> map(map, out);
            case List<?> list -> list(list, out);
            case String text -> quote(text, out);
            case Double number when !Double.isFinite(number) -> out.append("null");
            case Float number when !Float.isFinite(number) -> out.append("null");
            case Number number -> out.append(number);
            case Boolean flag -> out.append(flag);
            default -> throw new IllegalArgumentException("no plain data: " + plain.getClass());
        }
    }

    private static void map(Map<?, ?> map, StringBuilder out) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        String separator = "{";
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            out.append(separator);
            quote(entry.getKey(), out);
            out.append(':');
            write(entry.getValue(), out);
            separator = ",";
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void list(List<?> list, StringBuilder out) {
        String separator = "[";
        for (Object item : list) {
            out.append(separator);
            write(item, out);
            separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        out.append('"');
    }
}
