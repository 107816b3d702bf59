package org.recurve.storage.record;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes records as bytes that stay readable when the records change: every component goes by its name and its length, so
 * that a reader skips what it does not know and takes zero, empty or nothing for what it misses.
 *
 * <p>Knows records, sealed interfaces of records (by simple name), enums, strings, numbers, booleans, {@link Instant},
 * {@link Duration}, optionals, lists, arrays, and maps by string. All numbers keep their raw bits. Safe for several threads.
 */
public final class RecordCodec {
    /** {@code value}, which is of this declared type. */
    public byte[] encode(Type type, Object value) {
        ByteEncoder out = new ByteEncoder();
        write(type, value, out);
        return out.toArray();
    }

    /** Reads back what {@link #encode} wrote; throws {@link IllegalArgumentException} if it cannot be that. */
    public <T> T decode(Class<T> type, byte[] bytes) {
        return type.cast(read(type, new ByteDecoder(ByteBuffer.wrap(bytes))));
    }

    void write(Type type, Object value, ByteEncoder out) {
        switch (value) {
            case Integer i -> out.putSigned(i);
            case Long l -> out.putSigned(l);
            case Float f -> out.putFloat(f);
            case Double d -> out.putDouble(d);
            case Boolean b -> out.put(b ? 1 : 0);
            case String s -> out.putString(s);
            case Enum<?> e -> out.putString(e.name());
            case Instant at -> out.putSigned(at.getEpochSecond()).putVarint(at.getNano());
            case Duration length -> out.putSigned(length.getSeconds()).putVarint(length.getNano());
            case Optional<?> optional ->
                writeAll(argument(type, 0), optional.stream().toList(), out);
            case List<?> list -> writeAll(argument(type, 0), list, out);
            case Map<?, ?> map -> writeMap(argument(type, 1), map, out);
            case Record record -> writeRecord(raw(type), record, out);
            case byte[] bytes -> out.putVarint(bytes.length).put(bytes);
            case float[] values -> {
                out.putVarint(values.length);
                for (float each : values) {
                    out.putFloat(each);
                }
            }
            default -> writeArray(type, value, out);
        }
    }

    private void writeAll(Type element, List<?> list, ByteEncoder out) {
        out.putVarint(list.size());
        list.forEach(each -> write(element, each, out));
    }

    /** By ascending name: a map's own order may differ from one process to the next. */
    private void writeMap(Type element, Map<?, ?> map, ByteEncoder out) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put((String) name, value));
        out.putVarint(sorted.size());
        sorted.forEach((name, value) -> write(element, value, out.putString(name)));
    }

    private void writeArray(Type type, Object array, ByteEncoder out) {
        if (!array.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "a journal cannot hold a " + array.getClass().getName());
        }
        int length = Array.getLength(array);
        out.putVarint(length);
        for (int i = 0; i < length; i++) {
            write(component(type), Array.get(array, i), out);
        }
    }

    private void writeRecord(Class<?> declared, Record record, ByteEncoder out) {
        if (declared.isSealed()) {
            out.putString(record.getClass().getSimpleName());
        }
        List<RecordShapes.ShapeComponent> components =
                RecordShapes.of(record.getClass()).components();
        out.putVarint(components.size());
        for (RecordShapes.ShapeComponent component : components) {
            ByteEncoder value = new ByteEncoder();
            write(component.type(), component.of(record), value);
            out.putString(component.name()).putVarint(value.size()).put(value);
        }
    }

    Object read(Type type, ByteDecoder in) {
        Class<?> raw = raw(type);
        if (raw == int.class || raw == Integer.class) {
            return (int) in.getSigned();
        } else if (raw == long.class || raw == Long.class) {
            return in.getSigned();
        } else if (raw == float.class || raw == Float.class) {
            return in.getFloat();
        } else if (raw == double.class || raw == Double.class) {
            return in.getDouble();
        } else if (raw == boolean.class || raw == Boolean.class) {
            return in.get() != 0;
        } else if (raw == String.class) {
            return in.getString();
        } else if (raw == Instant.class) {
            return Instant.ofEpochSecond(in.getSigned(), in.getVarint());
        } else if (raw == Duration.class) {
            return Duration.ofSeconds(in.getSigned(), in.getVarint());
        } else if (raw.isEnum()) {
            return RecordShapes.constant(raw, in.getString());
        } else if (raw == Optional.class) {
            return readOptional(argument(type, 0), in);
        } else if (raw == List.class) {
            return readList(argument(type, 0), in);
        } else if (raw == Map.class) {
            return readMap(argument(type, 1), in);
        } else if (raw == byte[].class) {
            return in.getBytes(in.getCount());
        } else if (raw == float[].class) {
            return readFloats(in);
        } else if (raw.isArray()) {
            return readArray(component(type), in);
        }
        return readRecord(raw.isSealed() ? RecordShapes.permitted(raw, in.getString()) : raw, in);
    }

    private List<Object> readList(Type element, ByteDecoder in) {
        int size = in.getCount();
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read(element, in));
        }
        return list;
    }

    private Optional<Object> readOptional(Type element, ByteDecoder in) {
        List<Object> values = readList(element, in);
        if (values.size() > 1) {
            throw new IllegalArgumentException(values.size() + " values where at most one is expected");
        }
        return values.stream().findFirst();
    }

    private Map<String, Object> readMap(Type element, ByteDecoder in) {
        int size = in.getCount();
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(in.getString(), read(element, in));
        }
        return map;
    }

    private static float[] readFloats(ByteDecoder in) {
        float[] values = new float[in.getCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getFloat();
        }
        return values;
    }

    private Object readArray(Type element, ByteDecoder in) {
        int length = in.getCount();
        Object array = Array.newInstance(raw(element), length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, read(element, in));
        }
        return array;
    }

    private Object readRecord(Class<?> type, ByteDecoder in) {
        RecordShapes.RecordShape shape = RecordShapes.of(type);
        Object[] values = shape.unread();
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            Integer place = shape.places().get(in.getString());
            ByteDecoder value = in.slice(in.getCount());
            if (place != null) {
                values[place] = read(shape.components().get(place).type(), value);
            }
        }
        return shape.create(values);
    }

    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> raw(p.getRawType());
            case GenericArrayType a -> raw(a.getGenericComponentType()).arrayType();
            default -> throw new IllegalArgumentException("a journal cannot hold a " + type);
        };
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType p ? p.getActualTypeArguments()[index] : Object.class;
    }

    private static Type component(Type type) {
        return type instanceof GenericArrayType a
                ? a.getGenericComponentType()
                : raw(type).getComponentType();
    }
}
