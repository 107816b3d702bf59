package org.recurve.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process's claim on a folder or a file, ended by the system if the process is killed. The lock file stays behind.
 *
 * <p>On POSIX systems, {@link #held} asked by the very process that holds the lock would end it there: ask only about
 * others' locks.
 */
public final class FolderLock implements AutoCloseable {
    /** Long enough to outlast the moment in which another process asks whether the lock is held. */
    private static final int TRIES = 5;

    private static final long PAUSE_NANOS = 10_000_000;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Returns the lock, or nothing if someone else has it. */
    public static Optional<FolderLock> tryLock(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            return UninterruptedFiles.<Optional<FolderLock>, IOException>call(() -> tryToLock(file));
        } catch (IOException e) {
            throw DiskFailure.of("lock", file, e);
        }
    }

    private static Optional<FolderLock> tryToLock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        for (int i = 0; i < TRIES; i++) {
            if (locked(channel, false)) {
                sign(channel);
                return Optional.of(new FolderLock(channel));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Says in the file who has the lock, always as long, since cutting a file to nothing and writing it anew lets some file
     * systems wait for the disk.
     */
    private static void sign(FileChannel channel) throws IOException {
        String signature =
                String.format(Locale.ROOT, "%-20d", ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(signature.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Returns the number of the process that holds this lock, or held it last, if the file tells. */
    public static OptionalLong holder(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (IOException | NumberFormatException unsigned) {
            return OptionalLong.empty();
        }
    }

    /** Returns whether another process holds this lock now. One that cannot be looked at counts as free: a trial's lock stops no other. */
    public static boolean held(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return !locked(channel, true);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns a lock, once taken, lasts until the channel is closed. */
    private static boolean locked(FileChannel channel, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException anotherStoreInThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot give back a lock: " + e.getMessage(), e);
        }
    }
}
