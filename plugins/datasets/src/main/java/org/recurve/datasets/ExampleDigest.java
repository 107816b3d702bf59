package org.recurve.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A SHA-256 over all that decides the examples; each item is preceded by its length, so that none runs into the next.
 */
public final class ExampleDigest {
    private static final int MOST_DIGITS = 19;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final MessageDigest sha256;

    /** Gathers short items: SHA-256 takes long over each call, however few the bytes. */
    private final ByteBuffer gathered = ByteBuffer.allocate(1 << 13);

    public ExampleDigest(String generator) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        add(generator);
    }

    private ExampleDigest(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /** Returns a digest of all that was added so far, to which other items are added than to this one. */
    public ExampleDigest copy() {
        flush();
        try {
            return new ExampleDigest((MessageDigest) sha256.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }

    public ExampleDigest add(String item) {
        return add(item.getBytes(StandardCharsets.UTF_8));
    }

    public ExampleDigest add(byte[] bytes) {
        length(bytes.length);
        if (bytes.length > gathered.remaining()) {
            flush();
        }
        if (bytes.length > gathered.remaining()) {
            sha256.update(bytes);
        } else {
            gathered.put(bytes);
        }
        return this;
    }

    private void length(long bytes) {
        if (gathered.remaining() <= MOST_DIGITS) {
            flush();
        }
        if (bytes < 10) {
            gathered.put((byte) ('0' + bytes));
        } else {
            gathered.put(Long.toString(bytes).getBytes(StandardCharsets.US_ASCII));
        }
        gathered.put((byte) ':');
    }

    private void flush() {
        sha256.update(gathered.flip());
        gathered.clear();
    }

    /** Adds a text file as {@link #add(String)} does its text, without reading all of it at once: a byte-order mark is no text. */
    public ExampleDigest add(Path text) throws IOException {
        try (InputStream in = Files.newInputStream(text)) {
            byte[] first = in.readNBytes(MARK.length);
            int skipped = Arrays.equals(first, MARK) ? MARK.length : 0;
            length(Files.size(text) - skipped);
            flush();
            sha256.update(first, skipped, first.length - skipped);
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        }
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
        flush();
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }
}
