package org.recurve.storage.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes files that bear their names only once they are whole. What was written so far is deleted when writing fails or a
 * signal ends the process; what a kill left is deleted by whoever writes the same file next.
 */
public final class WholeFile {
    private static final String ENDING = ".part";

    /** The longest name of which all stands in the part's name, which must stay a name that a disk takes. */
    private static final int LONGEST_BEGINNING = 40;

    private WholeFile() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Writes beside the file and renames; folders are created, an older file is replaced, nothing else is left behind. */
    public static void write(Path file, Content content) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        String beginning = beginning(file);
        deleteLeftovers(folder, beginning);
        Path part = folder.resolve(
                beginning + ProcessHandle.current().pid() + "-" + Long.toUnsignedString(System.nanoTime()) + ENDING);
        Thread hook = new Thread(() -> discard(part), "discard " + part.getFileName());
        remember(hook);
        try {
            write(content, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            discard(part);
            forget(hook);
        }
    }

    private static String beginning(Path file) {
        String name = file.getFileName().toString();
        return "." + name.substring(0, Math.min(LONGEST_BEGINNING, name.length())) + ".";
    }

    /** The lock tells other machines that somebody is at work; some disks know none. An interrupt does not close the file. */
    private static void write(Content content, Path part) throws IOException {
        Files.createFile(part);
        try (FileOutputStream file = new FileOutputStream(part.toFile());
                OutputStream out = new BufferedOutputStream(file)) {
            lock(file.getChannel());
            content.write(out);
        }
    }

    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException unlockable) {
            return false;
        }
    }

    private static void deleteLeftovers(Path folder, String beginning) {
        leftovers(folder, Pattern.quote(beginning)).forEach(WholeFile::discard);
    }

    /** Returns the parts of files in a folder that a killed process left behind. */
    public static List<Path> leftovers(Path folder) {
        return leftovers(folder, "\\..*\\.");
    }

    private static List<Path> leftovers(Path folder, String beginning) {
        Pattern left = Pattern.compile(beginning + "(\\d{1,18})(?:-\\d+)?" + Pattern.quote(ENDING));
        return files(folder).stream()
                .filter(file -> {
                    Matcher named = left.matcher(file.getFileName().toString());
                    return named.matches()
                            && ProcessHandle.of(Long.parseLong(named.group(1))).isEmpty()
                            && isUnlocked(file);
                })
                .toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException unreadable) {
            return List.of(); // in a folder that cannot be read files can be written all the same
        }
    }

    private static boolean isUnlocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return lock(channel);
        } catch (IOException e) {
            return false;
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It stays behind under a name that says what it is.
        }
    }

    private static void remember(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // What is left of it then, the next one to write this file deletes.
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then it runs.
        }
    }
}
