package org.recurve.reports.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Small colour images as PNG data URIs. Pixels are stored and not compressed, because what a deflater writes depends on
 * the library behind the JDK, and a report's bytes must not.
 */
final class PngImage {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BLOCK = 0xffff;

    private PngImage() {}

    /**
     * Returns the data URI of an image.
     *
     * @param rgb red, green, blue of each pixel, row-major
     */
    static String dataUri(int width, int height, byte[] rgb) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        byte eightBits = 8;
        byte trueColour = 2;
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(eightBits)
                .put(trueColour);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", stored(lines(width, height, rgb)));
        chunk(out, "IEND", new byte[0]);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    /** Returns each line behind its filter type, which is none. */
    private static byte[] lines(int width, int height, byte[] rgb) {
        int length = 3 * width;
        byte[] lines = new byte[height * (length + 1)];
        for (int y = 0; y < height; y++) {
            System.arraycopy(rgb, y * length, lines, y * (length + 1) + 1, length);
        }
        return lines;
    }

    /** Returns a zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4). */
    private static byte[] stored(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x78);
        out.write(0x01);
        for (int from = 0; from < bytes.length; from += BLOCK) {
            int length = StrictMath.min(BLOCK, bytes.length - from);
            out.write(from + length == bytes.length ? 1 : 0);
            out.write(length);
            out.write(length >> 8);
            out.write(~length);
            out.write(~length >> 8);
            out.write(bytes, from, length);
        }
        Adler32 check = new Adler32();
        check.update(bytes);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(name);
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
