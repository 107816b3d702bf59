package org.recurve.storage.file;

import java.nio.channels.ClosedByInterruptException;

/**
 * Does work on files to its end though the thread was told to stop: an interrupt closes a file channel under the thread
 * that uses it, and the last events of a run that is being stopped must still be written.
 */
public final class UninterruptedFiles {
    private UninterruptedFiles() {}

    /** Work that may be begun again when an interrupt broke it off. */
    public interface FileWork<T, E extends Exception> {
        T run() throws E;
    }

    /** Returns the work's result; the thread is interrupted afterwards if it was before or meanwhile. */
    public static <T, E extends Exception> T call(FileWork<T, E> work) throws E {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (Exception e) {
                    if (!(e instanceof ClosedByInterruptException)) {
                        throw e;
                    }
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
