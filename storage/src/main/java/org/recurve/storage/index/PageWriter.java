package org.recurve.storage.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.recurve.storage.record.ByteEncoder;

/** Writes values of many rows close together; {@link PageReader} reads them in the same order. */
final class PageWriter {
    static final String HASH = "sha256:";
    static final int HASH_BYTES = 32;
    private static final int HASH_LENGTH = HASH.length() + 2 * HASH_BYTES;

    private final ByteEncoder out = new ByteEncoder();
    private final Map<String, Integer> words = new HashMap<>();

    PageWriter number(long value) {
        out.putSigned(value);
        return this;
    }

    PageWriter flag(boolean value) {
        out.put(value ? 1 : 0);
        return this;
    }

    PageWriter bits(double value) {
        out.putDouble(value);
        return this;
    }

    PageWriter text(String value) {
        out.putString(value);
        return this;
    }

    /** Writes a text that other rows are likely to have, too: it is written once. */
    PageWriter word(String value) {
        int known = words.size();
        int place = words.computeIfAbsent(value, _ -> known);
        out.putVarint(place);
        return place == known ? text(value) : this;
    }

    /** Writes a text that most likely is {@code sha256:} and 64 hexadecimal digits. */
    PageWriter hash(String value) {
        boolean hash = isHash(value);
        flag(hash);
        if (hash) {
            out.put(HexFormat.of().parseHex(value, HASH.length(), HASH_LENGTH));
            return this;
        }
        return text(value);
    }

    private static boolean isHash(String value) {
        return value.length() == HASH_LENGTH
                && value.startsWith(HASH)
                && value.chars().skip(HASH.length()).allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    PageWriter time(Instant value) {
        out.putSigned(value.getEpochSecond()).putVarint(value.getNano());
        return this;
    }

    PageWriter duration(Duration value) {
        out.putSigned(value.getSeconds()).putVarint(value.getNano());
        return this;
    }

    /** Returns what was written, compressed. */
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(bytes, fast)) {
            deflating.write(out.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }
}
