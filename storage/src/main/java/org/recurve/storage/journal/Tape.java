package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a file that a journal is written to: what can fail when a disk is full. */
public interface Tape extends AutoCloseable {
    /** Writes all bytes at the end; when it returns, they survive a kill of this process. */
    void write(ByteBuffer bytes) throws IOException;

    /** When it returns, all that was written survives a loss of power. */
    void sync() throws IOException;

    /** Cuts the file. */
    void truncate(long length) throws IOException;

    long length() throws IOException;

    @Override
    void close() throws IOException;

    /** Where tapes come from. */
    interface Opener {
        /** The ordinary one: files. */
        Opener FILES = Tape::file;

        /** The tape of this file, which is created if it is not there. */
        Tape open(Path file) throws IOException;
    }

    private static Tape file(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.position(channel.size());
        return new Tape() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void sync() throws IOException {
                channel.force(true);
            }

            @Override
            public void truncate(long length) throws IOException {
                channel.truncate(length);
                channel.position(length);
            }

            @Override
            public long length() throws IOException {
                return channel.size();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
