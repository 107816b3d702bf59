package org.recurve.export.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file that each session writes from its start. Bytes that stand there already are left alone; at the first that differ the
 * file is cut. Whoever follows the file therefore sees it grow, and what a kill left torn is replaced.
 */
final class RewrittenFile implements AutoCloseable {
    private final FileChannel channel;
    private long position;
    private boolean same = true;

    private RewrittenFile(FileChannel channel) {
        this.channel = channel;
    }

    static RewrittenFile open(Path file) throws IOException {
        return new RewrittenFile(FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
    }

    void write(byte[] bytes) throws IOException {
        if (same && !Arrays.equals(bytes, there(bytes.length))) {
            channel.truncate(position);
            same = false;
        }
        if (!same) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left, position + left.position());
            }
        }
        position += bytes.length;
    }

    /** Returns the bytes that stand where the next are written, fewer at the end of the file. */
    private byte[] there(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {}
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Cuts off what stands behind the last byte that was written. */
    @Override
    public void close() throws IOException {
        try (channel) {
            channel.truncate(position);
        }
    }
}
