package org.recurve.datasets.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** A file's bytes as ImageIO reads them: its own streams over memory copy them block by block, and ask for each by itself. */
final class BytesStream extends ImageInputStreamImpl {
    private final byte[] bytes;

    BytesStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        int read = (int) Math.min(length, bytes.length - streamPos);
        if (read <= 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, (int) streamPos, into, offset, read);
        streamPos += read;
        return read;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
