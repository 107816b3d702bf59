package org.recurve.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Writes structs in Thrift's compact protocol, fields in ascending order of their numbers, as Parquet's metadata are kept. */
final class ThriftWriter {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    /** A list's head holds sizes below this one. */
    private static final int LONG_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int last;

    /** Returns the struct that {@code fields} writes. */
    static byte[] struct(Consumer<ThriftWriter> fields) {
        ThriftWriter writer = new ThriftWriter();
        writer.nested(fields);
        return writer.out.toByteArray();
    }

    ThriftWriter i32(int field, int value) {
        head(field, I32);
        varint(zigzag(value));
        return this;
    }

    ThriftWriter i64(int field, long value) {
        head(field, I64);
        varint(zigzag(value));
        return this;
    }

    ThriftWriter text(int field, String value) {
        head(field, BINARY);
        text(value);
        return this;
    }

    ThriftWriter struct(int field, Consumer<ThriftWriter> fields) {
        head(field, STRUCT);
        nested(fields);
        return this;
    }

    ThriftWriter i32s(int field, List<Integer> values) {
        list(field, I32, values.size());
        values.forEach(value -> varint(zigzag(value)));
        return this;
    }

    ThriftWriter texts(int field, List<String> values) {
        list(field, BINARY, values.size());
        values.forEach(this::text);
        return this;
    }

    ThriftWriter structs(int field, List<Consumer<ThriftWriter>> values) {
        list(field, STRUCT, values.size());
        values.forEach(this::nested);
        return this;
    }

    private void nested(Consumer<ThriftWriter> fields) {
        int outer = last;
        last = 0;
        fields.accept(this);
        out.write(0);
        last = outer;
    }

    /** The number's distance from the last field's, which is never more than fifteen here, and the type. */
    private void head(int field, int type) {
        out.write((field - last) << 4 | type);
        last = field;
    }

    private void list(int field, int type, int size) {
        head(field, LIST);
        out.write(Math.min(size, LONG_LIST) << 4 | type);
        if (size >= LONG_LIST) {
            varint(size);
        }
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void varint(long value) {
        varint(value, out);
    }

    /** Seven bits a byte, the lowest first; all but the last byte have the eighth bit set. */
    static void varint(long value, ByteArrayOutputStream to) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        to.write((int) rest);
    }
}
