package org.recurve.app.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads the plain files of a tar archive (ustar, with GNU's and POSIX's long names), one after another. */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_HEADER = 1 << 20;

    private final InputStream in;
    private long left;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * A plain file; everything else (folders, links, devices) is passed over.
     *
     * @param name its path in the archive
     * @param bytes its size
     */
    record TarEntry(String name, long bytes) {}

    /** The next plain file; what is left of the current one is skipped. */
    Optional<TarEntry> next() throws IOException {
        Optional<String> longName = Optional.empty();
        while (true) {
            in.skipNBytes(left + padding);
            left = 0;
            padding = 0;
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || isBlank(header)) {
                return Optional.empty();
            }
            left = size(header);
            padding = -left & (BLOCK - 1);
            switch (header[156]) {
                case 'L' -> longName = Optional.of(text(extra()));
                case 'x' -> longName = pax(extra());
                case '0', 0 -> {
                    return Optional.of(new TarEntry(longName.orElse(name(header)), left));
                }
                default -> longName = Optional.empty();
            }
        }
    }

    /** The current file's content. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(into, offset, (int) Math.min(length, left));
                if (read < 0) {
                    throw new EOFException("the archive ends within a file");
                }
                left -= read;
                return read;
            }
        };
    }

    private byte[] extra() throws IOException {
        if (left > LONGEST_HEADER) {
            throw new IOException("the archive has a header of " + left + " bytes");
        }
        byte[] bytes = in.readNBytes((int) left);
        left = 0;
        return bytes;
    }

    private static boolean isBlank(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static String name(byte[] header) {
        String prefix = text(Arrays.copyOfRange(header, 345, 500));
        String name = text(Arrays.copyOfRange(header, 0, 100));
        boolean ustar = text(Arrays.copyOfRange(header, 257, 262)).equals("ustar");
        return ustar && !prefix.isEmpty() ? prefix + "/" + name : name;
    }

    /** Octal digits, or a big-endian number if the first bit is set. */
    private static long size(byte[] header) throws IOException {
        if ((header[124] & 0x80) != 0) {
            return ByteBuffer.wrap(header, 128, Long.BYTES).getLong();
        }
        String digits = text(Arrays.copyOfRange(header, 124, 136)).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive's headers are damaged", e);
        }
    }

    /** The path in a POSIX header of lines {@code "length key=value\n"}. */
    private static Optional<String> pax(byte[] header) {
        return text(header)
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(line -> line.startsWith("path="))
                .map(line -> line.substring("path=".length()))
                .findFirst();
    }

    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
