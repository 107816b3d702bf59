package org.recurve.storage.record;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.recurve.storage.file.StoreException;

/**
 * Journal records: {@code length (4 bytes, of the payload), type (1), payload, CRC-32C (4, of all before it)}. The length
 * is under the checksum, so that a flipped bit in it is told from a record that was never finished.
 */
public final class RecordFrames {
    public static final int OVERHEAD = 9;
    public static final int MAX_PAYLOAD = 1 << 28;

    /** Says how far behind a broken record to look for whole ones, which tell damage from a torn tail. */
    private static final int SEARCH = 1 << 20;

    private RecordFrames() {}

    public static void append(int type, byte[] payload, ByteEncoder out) {
        int start = begin(type, out);
        out.put(payload);
        end(start, out);
    }

    /** Begins a record whose payload follows; {@link #end} closes it. */
    public static int begin(int type, ByteEncoder out) {
        int start = out.size();
        out.putInt(0).put(type);
        return start;
    }

    public static void end(int start, ByteEncoder out) {
        int length = out.size() - start - 5;
        if (length > MAX_PAYLOAD) {
            throw new StoreException("an event of " + length + " bytes is more than a journal takes (" + MAX_PAYLOAD
                    + "); record fewer or smaller pictures at once");
        }
        ByteBuffer frame = out.view(start);
        frame.putInt(start, length);
        out.putInt(crc(length, frame.slice(start + 4, length + 1)));
    }

    /** Returns the payload's length of the whole record at {@code offset}, or −1 if there is none. */
    public static int at(ByteBuffer bytes, int offset) {
        int room = bytes.limit() - offset - OVERHEAD;
        if (room < 0) {
            return -1;
        }
        int length = bytes.getInt(offset);
        if (length < 0 || length > room) {
            return -1;
        }
        return crc(length, bytes.slice(offset + 4, length + 1)) == bytes.getInt(offset + 5 + length) ? length : -1;
    }

    /** Returns whether the record at {@code offset} may become whole when more bytes follow. */
    public static boolean unfinished(ByteBuffer bytes, int offset) {
        int room = bytes.limit() - offset - OVERHEAD;
        return room < 0 || (bytes.getInt(offset) > room && bytes.getInt(offset) <= MAX_PAYLOAD);
    }

    /**
     * Returns whether the broken bytes from {@code offset} to the end were once whole, rather than never finished. A record that was
     * never finished is the last one and has a length that reaches beyond the end, or is all zeros after a loss of power.
     */
    public static boolean damaged(ByteBuffer bytes, int offset) {
        if (bytes.limit() - offset < OVERHEAD || zeros(bytes, offset)) {
            return false;
        }
        return !unfinished(bytes, offset) || wholeButForLength(bytes, offset) || wholeBehind(bytes, offset);
    }

    private static boolean zeros(ByteBuffer bytes, int offset) {
        int at = offset;
        while (at < bytes.limit() && bytes.get(at) == 0) {
            at++;
        }
        return at == bytes.limit();
    }

    private static boolean wholeBehind(ByteBuffer bytes, int offset) {
        int last = (int) Math.min((long) offset + SEARCH, bytes.limit() - (long) OVERHEAD);
        for (int at = offset + 1; at <= last; at++) {
            int type = bytes.get(at + 4);
            if (type >= EventCodec.EVENT
                    && type <= EventCodec.LABEL
                    && bytes.getInt(at) <= SEARCH
                    && at(bytes, at) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean wholeButForLength(ByteBuffer bytes, int offset) {
        int length = bytes.limit() - offset - OVERHEAD;
        return crc(length, bytes.slice(offset + 4, length + 1)) == bytes.getInt(bytes.limit() - 4);
    }

    private static int crc(int length, ByteBuffer typeAndPayload) {
        CRC32C crc = new CRC32C();
        crc.update(length >>> 24);
        crc.update(length >>> 16);
        crc.update(length >>> 8);
        crc.update(length);
        crc.update(typeAndPayload);
        return (int) crc.getValue();
    }
}
