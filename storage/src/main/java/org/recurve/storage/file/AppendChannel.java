package org.recurve.storage.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The end of a file that a journal is written to: what can fail when a disk is full. */
public interface AppendChannel extends AutoCloseable {
    /** Writes all bytes, which lie in an array, at the end; when it returns, they survive a kill of this process. */
    void write(ByteBuffer bytes) throws IOException;

    /** When it returns, all that was written survives a loss of power. */
    void sync() throws IOException;

    /** Cuts the file. */
    void truncate(long length) throws IOException;

    long length() throws IOException;

    @Override
    void close() throws IOException;

    /** Says where tapes come from. */
    interface ChannelOpener {
        /** The ordinary one: files. */
        ChannelOpener FILES = AppendChannel::file;

        /** Returns the tape of this file, which is created if it is not there. */
        AppendChannel open(Path file) throws IOException;
    }

    /** Not a channel: an interrupt, which is how a run is asked to stop, would close that under the last events. */
    private static AppendChannel file(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        file.seek(file.length());
        return new AppendChannel() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                bytes.position(bytes.limit());
            }

            @Override
            public void sync() throws IOException {
                file.getFD().sync();
            }

            @Override
            public void truncate(long length) throws IOException {
                file.setLength(length);
                file.seek(length);
            }

            @Override
            public long length() throws IOException {
                return file.length();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
