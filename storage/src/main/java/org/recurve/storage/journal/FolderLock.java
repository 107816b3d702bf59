package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
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

    /** The lock, or nothing if someone else has it. */
    public static Optional<FolderLock> tryLock(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            return Uninterrupted.<Optional<FolderLock>, IOException>call(() -> tryToLock(file));
        } catch (IOException e) {
            throw Failure.of("lock", file, e);
        }
    }

    private static Optional<FolderLock> tryToLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int i = 0; i < TRIES; i++) {
            if (locked(channel, false)) {
                return Optional.of(new FolderLock(channel));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether another process holds this lock now. */
    public static boolean held(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return !locked(channel, true);
        } catch (IOException e) {
            throw Failure.of("look at the lock", file, e);
        }
    }

    /** A lock, once taken, lasts until the channel is closed. */
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
