package org.recurve.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Describes how a camera was held, as EXIF says it: what must be done to the rows and columns of a file to see the image upright. */
enum ExifOrientation {
    UPRIGHT,
    MIRRORED,
    ROTATED_180,
    FLIPPED,
    TRANSPOSED,
    ROTATED_90,
    TRANSVERSED,
    ROTATED_270;

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;

    /** Reads the tag {@code Orientation} of an EXIF block (TIFF 6.0); upright if there is none that can be read. */
    static ExifOrientation of(ByteBuffer exif) {
        ByteBuffer tiff = exif.slice();
        if (tiff.remaining() < 8) {
            return UPRIGHT;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xffffffffL;
        if (directory + 2 > tiff.limit()) {
            return UPRIGHT;
        }
        int entries = tiff.getShort((int) directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > tiff.limit()) {
                return UPRIGHT;
            }
            int at = (int) entry;
            if ((tiff.getShort(at) & 0xffff) == TAG && tiff.getShort(at + 2) == SHORT) {
                int number = tiff.getShort(at + 8) & 0xffff;
                return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Returns whether height and width change places. */
    boolean turns() {
        return switch (this) {
            case UPRIGHT, MIRRORED, ROTATED_180, FLIPPED -> false;
            case TRANSPOSED, ROTATED_90, TRANSVERSED, ROTATED_270 -> true;
        };
    }

    /** Returns the row of the file where the upright image's pixel lies. */
    int row(int y, int x, int height) {
        return switch (this) {
            case UPRIGHT, MIRRORED -> y;
            case ROTATED_180, FLIPPED -> height - 1 - y;
            case TRANSPOSED, ROTATED_270 -> x;
            case ROTATED_90, TRANSVERSED -> height - 1 - x;
        };
    }

    /** Returns the column of the file where the upright image's pixel lies. */
    int column(int y, int x, int width) {
        return switch (this) {
            case UPRIGHT, FLIPPED -> x;
            case MIRRORED, ROTATED_180 -> width - 1 - x;
            case TRANSPOSED, ROTATED_90 -> y;
            case TRANSVERSED, ROTATED_270 -> width - 1 - y;
        };
    }
}
