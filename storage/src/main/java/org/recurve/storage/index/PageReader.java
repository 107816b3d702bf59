package org.recurve.storage.index;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.recurve.storage.record.ByteDecoder;

/** Reads what {@link PageWriter} wrote. */
final class PageReader {
    private static final HexFormat HEX = HexFormat.of();

    /** Pages are about so many times as large as what they are packed into. */
    private static final int EXPANSION = 4;

    private static final int LEAST = 1 << 10;

    private final ByteDecoder in;
    private final List<String> words = new ArrayList<>();

    PageReader(byte[] compressed) {
        this.in = new ByteDecoder(inflated(compressed));
    }

    private static ByteBuffer inflated(byte[] compressed) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(compressed);
            byte[] bytes = new byte[Math.max(LEAST, EXPANSION * compressed.length)];
            int size = inflater.inflate(bytes);
            while (!inflater.finished()) {
                if (size < bytes.length) {
                    throw new IllegalArgumentException("a page of the index ends too soon");
                }
                bytes = Arrays.copyOf(bytes, 2 * size);
                size += inflater.inflate(bytes, size, bytes.length - size);
            }
            return ByteBuffer.wrap(bytes, 0, size);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a page of the index is not what was written", e);
        }
    }

    boolean hasMore() {
        return in.remaining() > 0;
    }

    long number() {
        return in.getSigned();
    }

    boolean flag() {
        return in.get() != 0;
    }

    double bits() {
        return in.getDouble();
    }

    String text() {
        return in.getString();
    }

    void skipText() {
        in.skip(in.getCount());
    }

    /** Returns the same object for the same text. */
    String word() {
        int place = (int) in.getVarint();
        if (place == words.size()) {
            words.add(text());
        }
        return words.get(place);
    }

    String hash() {
        return flag() ? PageWriter.HASH + HEX.formatHex(in.getBytes(PageWriter.HASH_BYTES)) : text();
    }

    Instant time() {
        return Instant.ofEpochSecond(in.getSigned(), in.getVarint());
    }

    Duration duration() {
        return Duration.ofSeconds(in.getSigned(), in.getVarint());
    }
}
