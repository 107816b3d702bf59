package org.recurve.storage.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written, big-endian; grows as needed. Numbers keep their raw bits, NaNs included. */
public final class ByteEncoder {
    private byte[] bytes = new byte[64];
    private int size;

    public ByteEncoder() {}

    public int size() {
        return size;
    }

    public ByteEncoder put(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public ByteEncoder put(byte[] from) {
        return put(from, from.length);
    }

    public ByteEncoder put(ByteEncoder from) {
        return put(from.bytes, from.size);
    }

    private ByteEncoder put(byte[] from, int length) {
        room(length);
        System.arraycopy(from, 0, bytes, size, length);
        size += length;
        return this;
    }

    public ByteEncoder putInt(int value) {
        return put(value >>> 24).put(value >>> 16).put(value >>> 8).put(value);
    }

    public ByteEncoder putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
    }

    public ByteEncoder putFloat(float value) {
        return putInt(Float.floatToRawIntBits(value));
    }

    public ByteEncoder putDouble(double value) {
        return putLong(Double.doubleToRawLongBits(value));
    }

    /** Seven bits a byte, least significant first: small numbers take one byte. Meant for numbers that are not negative. */
    public ByteEncoder putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return put((int) rest);
    }

    /** Returns the same for numbers of either sign: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
    public ByteEncoder putSigned(long value) {
        return putVarint((value << 1) ^ (value >> 63));
    }

    public ByteEncoder putString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return putVarint(utf8.length).put(utf8);
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Returns what was written from {@code offset} on; valid until the next write. */
    public ByteBuffer view(int offset) {
        return ByteBuffer.wrap(bytes, offset, size - offset);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(
                    bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * bytes.length, 1 << 30)));
        }
    }
}
