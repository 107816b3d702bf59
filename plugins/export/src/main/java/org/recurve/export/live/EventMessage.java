package org.recurve.export.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Protocol buffers of TensorFlow's {@code event.proto} and {@code summary.proto}: {@code Event {double wall_time = 1; int64
 * step = 2; string file_version = 3; Summary summary = 5}}, {@code Summary {repeated Value value = 1}} and {@code Value {string
 * tag = 1; float simple_value = 2}}.
 */
final class EventMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private EventMessage() {}

    /** Returns the message that every file begins with. */
    static byte[] version(double seconds) {
        return new EventMessage()
                .fixed(WALL_TIME, seconds)
                .bytes(FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8))
                .toBytes();
    }

    /** Returns a message with a scalar for each name, by ascending name. */
    static byte[] scalars(double seconds, long step, Map<String, Double> values) {
        EventMessage summary = new EventMessage();
        new TreeMap<>(values)
                .forEach((tag, value) -> summary.bytes(
                        VALUE,
                        new EventMessage()
                                .bytes(TAG, tag.getBytes(StandardCharsets.UTF_8))
                                .fixed(SIMPLE_VALUE, value.floatValue())
                                .toBytes()));
        return new EventMessage()
                .fixed(WALL_TIME, seconds)
                .key(STEP, VARINT)
                .varint(step)
                .bytes(SUMMARY, summary.toBytes())
                .toBytes();
    }

    private EventMessage key(int field, int wireType) {
        return varint((long) field << 3 | wireType);
    }

    private EventMessage varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    private EventMessage fixed(int field, double value) {
        return key(field, FIXED64).raw(little(Double.BYTES).putDouble(value).array());
    }

    private EventMessage fixed(int field, float value) {
        return key(field, FIXED32).raw(little(Float.BYTES).putFloat(value).array());
    }

    private EventMessage bytes(int field, byte[] bytes) {
        return key(field, BYTES).varint(bytes.length).raw(bytes);
    }

    private EventMessage raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] toBytes() {
        return out.toByteArray();
    }
}
