package org.recurve.engine.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a sequence of texts and numbers, each with its length, so that no two sequences run together. */
public final class Sha256Digest {
    private static final int CHUNK = 8192;

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

    public Sha256Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    public Sha256Digest add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        flush();
        digest.update(bytes);
        return this;
    }

    public Sha256Digest add(long number) {
        room(Long.BYTES).putLong(number);
        return this;
    }

    /** Returns the bits of {@code length} floats from {@code offset} on, big-endian, every NaN as the canonical one. */
    public Sha256Digest add(float[] values, int offset, int length) {
        add(length);
        for (int i = offset; i < offset + length; i++) {
            room(Float.BYTES).putInt(Float.floatToIntBits(values[i]));
        }
        return this;
    }

    /** {@code sha256:} and 64 hexadecimal digits; nothing can be added afterwards. */
    public String finish() {
        flush();
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
