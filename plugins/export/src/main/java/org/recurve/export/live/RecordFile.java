package org.recurve.export.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A file of records as TensorFlow frames them: the length in eight bytes, its masked CRC-32C in four, the data, and the data's
 * masked CRC-32C; all little-endian.
 */
final class RecordFile implements AutoCloseable {
    private static final int MASK = 0xa282ead8;
    private static final int FRAME = Long.BYTES + Integer.BYTES + Integer.BYTES;

    private final RewrittenFile file;

    private RecordFile(RewrittenFile file) {
        this.file = file;
    }

    static RecordFile open(Path path) throws IOException {
        return new RecordFile(RewrittenFile.open(path));
    }

    void write(byte[] data) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(FRAME + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(data.length);
        out.putInt(masked(out.array(), Long.BYTES));
        out.put(data).putInt(masked(data, data.length));
        file.write(out.array());
    }

    /** Rotated and shifted, so that a CRC of bytes that hold CRCs stays meaningful. */
    private static int masked(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
