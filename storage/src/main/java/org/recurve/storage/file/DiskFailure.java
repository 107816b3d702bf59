package org.recurve.storage.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what a failing disk means to the user. */
public final class DiskFailure {
    private DiskFailure() {}

    /** Returns what {@code doing} to this file ended in, and what to do. */
    public static StoreException of(String doing, Path file, IOException cause) {
        String why = reason(cause);
        return new StoreException(file + ": cannot " + doing + ": " + why + "\n    " + advice(cause, why), cause);
    }

    /** Returns why reading or writing a file failed, without the file's name: {@code permission denied}. */
    public static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "no such file or folder";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            case IOException other -> String.valueOf(other.getMessage());
        };
    }

    /** Returns whether a disk that is full, or may only be read, is behind a failure: what lies on it may be sound. */
    public static boolean isUnwritable(Throwable failure) {
        return FailureCauses.of(failure)
                .anyMatch(cause -> cause instanceof AccessDeniedException
                        || cause instanceof IOException
                                && (isFull(String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                                        || String.valueOf(cause.getMessage())
                                                .toLowerCase(Locale.ROOT)
                                                .contains("read-only")));
    }

    /** Returns whether a disk without room is what failed. */
    public static boolean isFull(IOException failure) {
        return isFull(String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT));
    }

    private static boolean isFull(String said) {
        return said.contains("no space") || said.contains("not enough space") || said.contains("quota");
    }

    private static String advice(IOException cause, String why) {
        String said = why.toLowerCase(Locale.ROOT);
        if (isFull(said)) {
            return "The disk is full. Make room, or name another disk with --store, then give the same command again: what is"
                    + " finished is kept, and what was interrupted begins again.";
        }
        return cause instanceof AccessDeniedException || said.contains("read-only")
                ? "Make the folder writable, or name another with --store."
                : "Check the disk, then give the same command again: everything recorded so far is kept.";
    }
}
