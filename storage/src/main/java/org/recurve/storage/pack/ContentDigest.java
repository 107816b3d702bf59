package org.recurve.storage.pack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Describes what tells one content from all others.
 *
 * @param crc its CRC-32, as ZIP archives have it
 * @param sha256 its SHA-256, 64 hexadecimal digits
 */
record ContentDigest(long crc, String sha256) {
    private static final int BUFFER = 1 << 16;

    /** Copies the next {@code bytes}, which must be there, and seals them. */
    static ContentDigest copy(InputStream in, long bytes, OutputStream out) throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, BUFFER));
            if (read < 0) {
                throw new EOFException(left + " bytes are missing at the end");
            }
            crc.update(buffer, 0, read);
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
            left -= read;
        }
        return new ContentDigest(crc.getValue(), HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
