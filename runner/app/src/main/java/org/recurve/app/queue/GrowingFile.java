package org.recurve.app.queue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads a file that another machine appends to: waits at its end until more is there. The file is opened for each look, since only
 * then a network's file system says how long it is.
 */
final class GrowingFile extends InputStream {
    private final Path path;
    private final BooleanSupplier over;
    private final GrowingPause pause = GrowingPause.ofWaiting();
    private long position;

    /** @param over asked at the end of the file; once it says so, what was written before is read, and that is all */
    GrowingFile(Path path, BooleanSupplier over) {
        this.path = path;
        this.over = over;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        boolean last = false;
        while (length > 0) {
            int many = more(ByteBuffer.wrap(into, offset, length));
            if (many > 0) {
                pause.reset();
                return many;
            }
            if (last) {
                return -1;
            }
            last = over.getAsBoolean();
            if (!last) {
                pause.await();
            }
        }
        return 0;
    }

    private int more(ByteBuffer into) throws IOException {
        try (SeekableByteChannel file =
                Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            int many = file.position(position).read(into);
            position += Math.max(0, many);
            return many;
        } catch (NoSuchFileException notYet) {
            return 0;
        }
    }
}
