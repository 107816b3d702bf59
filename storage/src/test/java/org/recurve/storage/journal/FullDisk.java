package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.recurve.storage.file.AppendChannel;

/** A disk with room for so many bytes; it takes the part of a write that still fits, as real ones do. */
public final class FullDisk implements AppendChannel.ChannelOpener {
    private long room;

    public FullDisk(long room) {
        this.room = room;
    }

    @Override
    public AppendChannel open(Path file) throws IOException {
        AppendChannel real = AppendChannel.ChannelOpener.FILES.open(file);
        return new AppendChannel() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                int fits = (int) Math.min(room, bytes.remaining());
                room -= fits;
                boolean all = fits == bytes.remaining();
                real.write(bytes.slice(bytes.position(), fits));
                if (!all) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void sync() throws IOException {
                real.sync();
            }

            @Override
            public void truncate(long length) throws IOException {
                real.truncate(length);
            }

            @Override
            public long length() throws IOException {
                return real.length();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
