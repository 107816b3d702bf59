package org.recurve.storage.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.recurve.storage.record.ByteDecoder;

/** Reads what {@link PageWriter} wrote. */
final class PageReader {
    private static final HexFormat HEX = HexFormat.of();

    private final ByteDecoder in;
    private final List<String> words = new ArrayList<>();

    PageReader(byte[] compressed) {
        try (InflaterInputStream inflating = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            this.in = new ByteDecoder(ByteBuffer.wrap(inflating.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
