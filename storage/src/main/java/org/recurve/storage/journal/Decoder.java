package org.recurve.storage.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link Encoder} wrote; running out of bytes throws {@link BufferUnderflowException}. */
final class Decoder {
    private final ByteBuffer bytes;

    Decoder(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.remaining();
    }

    int get() {
        return bytes.get();
    }

    float getFloat() {
        return Float.intBitsToFloat(bytes.getInt());
    }

    double getDouble() {
        return Double.longBitsToDouble(bytes.getLong());
    }

    long getVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    long getSigned() {
        long value = getVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of things that each take at least one byte, so more than are left cannot be. */
    int getCount() {
        long count = getVarint();
        if (count < 0 || count > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) count;
    }

    String getString() {
        byte[] utf8 = new byte[getCount()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** The next {@code length} bytes, to be read on their own. */
    Decoder slice(int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return new Decoder(part);
    }
}
