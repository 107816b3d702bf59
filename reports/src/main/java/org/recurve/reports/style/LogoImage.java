package org.recurve.reports.style;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A picture in the title block, as it stands in the page. Only what makes the picture is taken from a PNG: texts, profiles, times and
 * animations are left out.
 *
 * @param uri a PNG as a data URI
 * @param width in pixels
 * @param height in pixels
 */
public record LogoImage(String uri, int width, int height) {
    /** The largest file that is taken. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final Set<String> PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int FRAME = 12;
    private static final int HEADER = 13;
    private static final int MOST_PIXELS = 2_000;

    /**
     * Reads a PNG.
     *
     * @throws IllegalArgumentException that says why it is not taken
     */
    public static LogoImage of(byte[] file) {
        if (file.length > MOST_BYTES) {
            throw new IllegalArgumentException("a logo has at most " + MOST_BYTES / 1024 + " KiB, found "
                    + (file.length + 1023) / 1024 + " KiB; make it smaller");
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < SIGNATURE.length || in.slice(0, SIGNATURE.length).mismatch(ByteBuffer.wrap(SIGNATURE)) >= 0) {
            throw new IllegalArgumentException("it is no PNG; export the logo as one (an SVG can hold scripts)");
        }
        in.position(SIGNATURE.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        int width = 0;
        int height = 0;
        String last = "";
        while (!last.equals("IEND")) {
            byte[] chunk = chunk(in);
            String name = new String(chunk, 4, 4, StandardCharsets.US_ASCII);
            if (last.isEmpty()) {
                if (!name.equals("IHDR") || chunk.length != HEADER + FRAME) {
                    throw damaged();
                }
                width = ByteBuffer.wrap(chunk).getInt(8);
                height = ByteBuffer.wrap(chunk).getInt(12);
            }
            if (PICTURE.contains(name)) {
                out.writeBytes(chunk);
            }
            last = name;
        }
        if (width < 1 || height < 1 || width > MOST_PIXELS || height > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "a logo has from 1 to " + MOST_PIXELS + " pixels on each side, found " + width + " × " + height);
        }
        return new LogoImage(
                "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray()), width, height);
    }

    /** Returns the next chunk with its length, name and checksum. */
    private static byte[] chunk(ByteBuffer in) {
        if (in.remaining() < FRAME) {
            throw damaged();
        }
        int length = in.getInt(in.position());
        if (length < 0 || length > in.remaining() - FRAME) {
            throw damaged();
        }
        byte[] chunk = new byte[length + FRAME];
        in.get(chunk);
        CRC32 check = new CRC32();
        check.update(chunk, 4, length + 4);
        if ((int) check.getValue() != ByteBuffer.wrap(chunk).getInt(length + 8)) {
            throw damaged();
        }
        return chunk;
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("it begins like a PNG, and is damaged; export it again");
    }
}
