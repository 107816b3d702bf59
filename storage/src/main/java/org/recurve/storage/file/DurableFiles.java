package org.recurve.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all, whatever happens. */
public final class DurableFiles {
    private static final String UNFINISHED = ".next";

    private DurableFiles() {}

    /** Returns whether a file by its name is one that was being written; left by a kill, it is of no use. */
    public static boolean isUnfinished(Path file) {
        return file.getFileName().toString().endsWith(UNFINISHED);
    }

    /** Writes beside the file, syncs, and renames: the file holds its old content or all of {@code parts}. */
    public static void write(Path file, AppendChannel.ChannelOpener opener, ByteBuffer... parts) {
        Path next = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.deleteIfExists(next);
            try (AppendChannel channel = opener.open(next)) {
                for (ByteBuffer part : parts) {
                    channel.write(part);
                }
                channel.sync();
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(file);
        } catch (IOException e) {
            remove(next, e);
            throw DiskFailure.of("write", file, e);
        }
    }

    /** A part of a file fills a full disk to no use. */
    private static void remove(Path next, IOException cause) {
        try {
            Files.deleteIfExists(next);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Makes a rename survive a loss of power; file systems that cannot open folders need no such thing. */
    public static void syncFolder(Path file) throws IOException {
        UninterruptedFiles.<Boolean, IOException>call(() -> {
            FileChannel folder;
            try {
                folder = FileChannel.open(file.toAbsolutePath().resolveSibling(""));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException cannotOpenFolders) {
                return false;
            }
            try (folder) {
                folder.force(true);
            }
            return true;
        });
    }
}
