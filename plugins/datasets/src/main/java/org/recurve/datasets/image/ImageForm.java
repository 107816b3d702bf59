package org.recurve.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Describes what an image file says of itself, read from its markers or chunks, which must be there to the last: decoders fill up what
 * is missing and say nothing.
 *
 * @param orientation as EXIF numbers it
 */
record ImageForm(Format format, ExifOrientation orientation) {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] TIFF_SMALL = {'I', 'I', 42, 0};
    private static final byte[] TIFF_LARGE = {'M', 'M', 0, 42};
    private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
    private static final byte[] WEBP = {'W', 'E', 'B', 'P'};
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};

    /** Describes how an image is coded. */
    sealed interface Format {
        /** A PNG file. */
        record Png() implements Format {}

        /**
         * A JPEG file.
         *
         * @param components 1 of grey, 3 of colours, 4 of printing inks
         * @param transform what Adobe's marker says of the components; 2 if inks are coded as brightness, two colours and
         *     black (YCCK), and 0 without a marker
         */
        record Jpeg(int components, int transform) implements Format {}

        /** A WebP file, of one picture. */
        record Webp() implements Format {}

        /** A TIFF file, which is laid out as an EXIF block is. */
        record Tiff() implements Format {}
    }

    /** Reads an image's form; what is none that is known, and what is cut off, ends in {@link InvalidSetting}. */
    static ImageForm of(Path file, byte[] bytes) {
        if (begins(bytes, 0, PNG)) {
            return png(file, ByteBuffer.wrap(bytes));
        }
        if (begins(bytes, 0, JPEG)) {
            return jpeg(file, ByteBuffer.wrap(bytes));
        }
        if (begins(bytes, 0, TIFF_SMALL) || begins(bytes, 0, TIFF_LARGE)) {
            return new ImageForm(new Format.Tiff(), ExifOrientation.of(ByteBuffer.wrap(bytes)));
        }
        if (begins(bytes, 0, RIFF) && begins(bytes, 8, WEBP)) {
            return webp(file, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        }
        throw new InvalidSetting(
                file + " is neither PNG nor JPEG nor TIFF nor WebP, whatever its name says; convert it to one of them");
    }

    private static boolean begins(byte[] bytes, int from, byte[] with) {
        return bytes.length >= from + with.length
                && Arrays.equals(bytes, from, from + with.length, with, 0, with.length);
    }

    private static InvalidSetting cut(Path file) {
        return new InvalidSetting(file + " ends before its image does: it was cut off; copy or save it again");
    }

    /** Reads the chunks of a PNG file: a length, a type, contents, and a checksum over type and contents. */
    private static ImageForm png(Path file, ByteBuffer in) {
        ExifOrientation orientation = ExifOrientation.UPRIGHT;
        in.position(PNG.length);
        while (in.remaining() >= 12) {
            int begin = in.position() + 4;
            long length = in.getInt() & 0xffffffffL;
            if (length > in.remaining() - 8) {
                throw cut(file);
            }
            String type = new String(in.array(), begin, 4, StandardCharsets.ISO_8859_1);
            CRC32 checksum = new CRC32();
            checksum.update(in.array(), begin, 4 + (int) length);
            if ((int) checksum.getValue() != in.getInt(begin + 4 + (int) length)) {
                throw new InvalidSetting(file + " is damaged: its " + type
                        + " chunk does not have the checksum it says; copy or save it again");
            }
            in.position(begin + 8 + (int) length);
            if (type.equals("eXIf")) {
                orientation = ExifOrientation.of(ByteBuffer.wrap(in.array(), begin + 4, (int) length));
            }
            if (type.equals("IEND")) {
                return new ImageForm(new Format.Png(), orientation);
            }
        }
        throw cut(file);
    }

    /** Reads the chunks of a WebP file: a type, a length, contents, and a byte more if their number is odd. */
    private static ImageForm webp(Path file, ByteBuffer in) {
        byte[] bytes = in.array();
        long end = 8 + (in.getInt(4) & 0xffffffffL);
        if (end > bytes.length) {
            throw cut(file);
        }
        ExifOrientation orientation = ExifOrientation.UPRIGHT;
        boolean pictured = false;
        long at = 12;
        while (at + 8 <= end) {
            String type = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
            long length = in.getInt((int) at + 4) & 0xffffffffL;
            int begin = (int) at + 8;
            if (length > end - begin) {
                throw cut(file);
            }
            if (type.equals("ANIM") || type.equals("ANMF")) {
                throw new InvalidSetting(file + " is an animation; save each of its pictures as a file of its own");
            }
            if (type.equals("EXIF")) {
                int prefix = length >= EXIF.length && begins(bytes, begin, EXIF) ? EXIF.length : 0;
                orientation = ExifOrientation.of(ByteBuffer.wrap(bytes, begin + prefix, (int) length - prefix));
            }
            pictured |= type.equals("VP8 ") || type.equals("VP8L");
            at = begin + length + length % 2;
        }
        if (!pictured) {
            throw cut(file);
        }
        return new ImageForm(new Format.Webp(), orientation);
    }

    private static ImageForm jpeg(Path file, ByteBuffer in) {
        byte[] bytes = in.array();
        ExifOrientation orientation = ExifOrientation.UPRIGHT;
        boolean orientated = false;
        int components = 0;
        int transform = 0;
        boolean scanned = false;
        in.position(2);
        while (true) {
            int marker = marker(file, in);
            if (marker == 0xd9) {
                if (!scanned || components == 0) {
                    throw cut(file);
                }
                return new ImageForm(new Format.Jpeg(components, transform), orientation);
            }
            if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                continue;
            }
            if (in.remaining() < 2) {
                throw cut(file);
            }
            int begin = in.position() + 2;
            int end = in.position() + (in.getShort() & 0xffff);
            if (end < begin || end > in.limit()) {
                throw cut(file);
            }
            int length = end - begin;
            if (isFrame(marker) && length >= 6) {
                components = bytes[begin + 5] & 0xff;
            } else if (marker == 0xe1 && !orientated && begins(bytes, begin, EXIF)) {
                orientation = ExifOrientation.of(
                        ByteBuffer.wrap(bytes, begin + EXIF.length, Math.max(0, length - EXIF.length)));
                orientated = true;
            } else if (marker == 0xee && length >= 12 && begins(bytes, begin, ADOBE)) {
                transform = bytes[begin + 11] & 0xff;
            }
            scanned |= marker == 0xda;
            in.position(end);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Returns the next marker, behind a scan's data: there a byte 0xff is followed by 0. */
    private static int marker(Path file, ByteBuffer in) {
        boolean escape = false;
        while (in.hasRemaining()) {
            int next = in.get() & 0xff;
            if (escape && next != 0 && next != 0xff) {
                return next;
            }
            escape = next == 0xff;
        }
        throw cut(file);
    }
}
