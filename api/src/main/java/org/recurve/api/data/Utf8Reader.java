package org.recurve.api.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Reads text in UTF-8. A byte-order mark in front is no part of the text. UTF-16 and UTF-32, bytes that are not UTF-8,
 * zero bytes, and what begins like an image, an archive or another kind of file, end in {@link InvalidSetting} with file and line: no
 * byte is guessed at.
 */
public final class Utf8Reader extends Reader {
    private static final int BYTES = 1 << 13;

    private final InputStream in;
    private final String file;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).limit(0);
    private final CharBuffer decoded = CharBuffer.allocate(BYTES).limit(0);
    private boolean begun;
    private boolean ended;
    private int line = 1;

    /**
     * Reads a stream, which is closed with this reader.
     *
     * @param file what messages call the text
     */
    public Utf8Reader(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!decoded.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, decoded.remaining());
        decoded.get(into, offset, count);
        return count;
    }

    private void decode() throws IOException {
        fill();
        decoded.clear();
        CoderResult result = decoder.decode(bytes, decoded, ended);
        decoded.flip();
        for (int i = 0; i < decoded.limit(); i++) {
            char c = decoded.get(i);
            line += c == '\n' ? 1 : 0;
            if (c == 0) {
                throw new InvalidSetting(file + ":" + line
                        + " holds a zero byte, as UTF-16 and binary files do; save the file as UTF-8");
            }
        }
        if (result.isError()) {
            throw new InvalidSetting("%s:%d is not UTF-8: byte 0x%02x fits no character there; save the file as UTF-8"
                    .formatted(file, line, bytes.get(bytes.position())));
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        while (!ended && bytes.hasRemaining()) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(0, read));
        }
        bytes.flip();
        if (!begun) {
            begun = true;
            skipMark();
        }
    }

    private void skipMark() {
        if (begins(0xef, 0xbb, 0xbf)) {
            bytes.position(3);
        } else if (begins(0xff, 0xfe, 0, 0) || begins(0, 0, 0xfe, 0xff)) {
            throw other("UTF-32");
        } else if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
            throw other("UTF-16");
        } else {
            FileSignature.of(bytes).ifPresent(kind -> {
                throw new InvalidSetting(file + " " + kind.told());
            });
        }
    }

    private InvalidSetting other(String encoding) {
        return new InvalidSetting(file + " is " + encoding + ", as its byte-order mark says; save the file as UTF-8");
    }

    private boolean begins(int... mark) {
        boolean same = bytes.remaining() >= mark.length;
        for (int i = 0; same && i < mark.length; i++) {
            same = (bytes.get(i) & 0xff) == mark[i];
        }
        return same;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
