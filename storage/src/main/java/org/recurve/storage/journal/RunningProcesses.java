package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.FolderLock;

/**
 * The processes that run studies in a store, each with a locked file in {@code running/}. A study that is only being planned or tuned
 * has neither a run nor a running trial at some moments, and needs trials all the same.
 */
public final class RunningProcesses {
    private static final String FOLDER = "running";

    private RunningProcesses() {}

    /** The file of one process; gone when it is closed, and unlocked when the process is killed. */
    public record Sign(Path file, FolderLock lock) implements AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw DiskFailure.of("delete", file, e);
            } finally {
                lock.close();
            }
        }
    }

    /** Says that this process runs studies in a store. */
    public static Sign sign(Path store) {
        Path file = store.resolve(FOLDER).resolve(UUID.randomUUID().toString());
        return new Sign(
                file,
                FolderLock.tryLock(file)
                        .orElseThrow(() -> new IllegalStateException(file + " is locked, though its name is new")));
    }

    /** Returns the files of processes that were killed. */
    public static List<Path> killed(Path store) {
        return files(store).stream().filter(file -> !FolderLock.held(file)).toList();
    }

    /** Returns the number of one other process that runs studies in a store; −1 if it does not say its number; empty if none runs. */
    public static OptionalLong any(Path store) {
        return files(store).stream()
                .filter(FolderLock::held)
                .mapToLong(file -> FolderLock.holder(file).orElse(-1))
                .findFirst();
    }

    private static List<Path> files(Path store) {
        Path folder = store.resolve(FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }
}
