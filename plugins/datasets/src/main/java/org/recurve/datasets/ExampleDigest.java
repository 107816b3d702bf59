package org.recurve.datasets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over all that decides the examples; each item is preceded by its length, so that none runs into the next.
 */
public final class ExampleDigest {
    private final MessageDigest sha256;

    public ExampleDigest(String generator) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        add(generator);
    }

    public ExampleDigest add(String item) {
        return add(item.getBytes(StandardCharsets.UTF_8));
    }

    public ExampleDigest add(byte[] bytes) {
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
        return this;
    }

    /** Returns the bits of each number. */
    public ExampleDigest add(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length));
        bytes.asFloatBuffer().put(numbers);
        return add(bytes.array());
    }

    /** {@code sha256:} and 64 hexadecimal digits; ends this digest. */
    public String hex() {
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }
}
