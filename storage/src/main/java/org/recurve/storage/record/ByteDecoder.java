package org.recurve.storage.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteEncoder} wrote; running out of bytes throws {@link BufferUnderflowException}. */
public final class ByteDecoder {
    private final ByteBuffer bytes;

    public ByteDecoder(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    public int remaining() {
        return bytes.remaining();
    }

    public int get() {
        return bytes.get();
    }

    public float getFloat() {
        return Float.intBitsToFloat(bytes.getInt());
    }

    public double getDouble() {
        return Double.longBitsToDouble(bytes.getLong());
    }

    public long getVarint() {
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

    public long getSigned() {
        long value = getVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Returns a number of things that each take at least one byte, so more than are left cannot be. */
    public int getCount() {
        long count = getVarint();
        if (count < 0 || count > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) count;
    }

    public String getString() {
        int length = getCount();
        if (!bytes.hasArray()) {
            return new String(getBytes(length), StandardCharsets.UTF_8);
        }
        String text = new String(bytes.array(), bytes.arrayOffset() + bytes.position(), length, StandardCharsets.UTF_8);
        skip(length);
        return text;
    }

    public byte[] getBytes(int length) {
        byte[] some = new byte[length];
        bytes.get(some);
        return some;
    }

    /** Passes over the next {@code length} bytes. */
    public void skip(int length) {
        bytes.position(bytes.position() + length);
    }

    /** Returns the next {@code length} bytes, to be read on their own. */
    public ByteDecoder slice(int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return new ByteDecoder(part);
    }
}
