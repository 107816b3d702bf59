package org.recurve.storage;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything inside a record as text, numbers by their raw bits: two records are the same if their texts are. */
public final class Bits {
    private Bits() {}

    public static String of(Object value) {
        return switch (value) {
            case Double d -> "d" + Long.toHexString(Double.doubleToRawLongBits(d));
            case Float f -> "f" + Integer.toHexString(Float.floatToRawIntBits(f));
            case List<?> list -> list.stream().map(Bits::of).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map ->
                new TreeMap<>(map)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + of(entry.getValue()))
                                .collect(Collectors.joining(",", "{", "}"));
            case Record record ->
                Stream.of(record.getClass().getRecordComponents())
                        .map(component -> {
                            try {
                                return component.getName() + ":"
                                        + of(component.getAccessor().invoke(record));
                            } catch (ReflectiveOperationException e) {
                                throw new LinkageError(e.getMessage(), e);
                            }
                        })
                        .collect(Collectors.joining(" ", record.getClass().getSimpleName() + "(", ")"));
            default ->
                value.getClass().isArray()
                        ? IntStream.range(0, Array.getLength(value))
                                .mapToObj(i -> of(Array.get(value, i)))
                                .collect(Collectors.joining(",", "<", ">"))
                        : value.toString();
        };
    }
}
