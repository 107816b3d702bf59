package org.recurve.datasets.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.recurve.api.plugin.InvalidSetting;

/**
 * A temporary file for data that would take too much of the heap. It has no name any more once it is open, where the system allows that,
 * and so goes with this process, however it ends.
 */
public final class SpareFile {
    private static final int SHARE = 8;

    private final FileChannel file;
    private long size;

    private SpareFile(FileChannel file) {
        this.file = file;
    }

    /** Returns how many bytes may stay in the heap before what is gathered moves to a file: an eighth of the heap. */
    public static long share() {
        return Runtime.getRuntime().maxMemory() / SHARE;
    }

    /** Opens an empty file, for this user alone. */
    public static SpareFile open() {
        try {
            Path file = Files.createTempFile("recurve-rows", ".tmp");
            return new SpareFile(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw full(1, e);
        }
    }

    /** Returns room for so many bytes: in the heap, if they are at most {@code kept}, else in a file. */
    public static MemorySegment room(long bytes, long kept) {
        return bytes <= Math.min(kept, Integer.MAX_VALUE - 8)
                ? MemorySegment.ofArray(new byte[(int) bytes])
                : open().mapped(FileChannel.MapMode.READ_WRITE, 0, bytes);
    }

    /** Writes all that remains behind what was written before, and returns where it begins. */
    public long append(ByteBuffer bytes) {
        long begin = size;
        try {
            while (bytes.hasRemaining()) {
                size += file.write(bytes, size);
            }
        } catch (IOException e) {
            throw full(size + bytes.remaining(), e);
        }
        return begin;
    }

    /** Returns bytes that were written. */
    public MemorySegment mapped(long begin, long length) {
        return mapped(FileChannel.MapMode.READ_ONLY, begin, length);
    }

    private MemorySegment mapped(FileChannel.MapMode mode, long begin, long length) {
        try {
            return file.map(mode, begin, length, Arena.ofAuto());
        } catch (IOException e) {
            throw full(begin + length, e);
        }
    }

    long size() {
        return size;
    }

    private static InvalidSetting full(long bytes, IOException e) {
        return new InvalidSetting(
                "these data need more memory than the heap has for them, and cannot be moved to a temporary"
                        + " file of at least " + bytes + " bytes (" + e.getMessage()
                        + "); name a folder with room, RECURVE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER, or give the JVM more memory,"
                        + " RECURVE_JAVA_OPTS=-Xmx8g");
    }
}
