package org.recurve.storage.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;

/**
 * A file on its way to its name, in the same folder. It is gone when it is closed, or when a signal ends this process; what
 * a kill leaves is deleted by whoever writes the same file next.
 *
 * @param cleanup deletes it as the process ends
 */
record PartFile(Path path, Thread cleanup) implements AutoCloseable {
    private static final String ENDING = ".part";

    static PartFile of(Path file) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        String start = "." + file.getFileName() + ".";
        sweep(folder, start);
        Path part = folder.resolve(start + ProcessHandle.current().pid() + ENDING);
        Thread cleanup = new Thread(() -> part.toFile().delete());
        Runtime.getRuntime().addShutdownHook(cleanup);
        return new PartFile(part, cleanup);
    }

    private static void sweep(Path folder, String start) {
        Pattern left = Pattern.compile(Pattern.quote(start) + "(\\d{1,18})" + Pattern.quote(ENDING));
        for (Path file : files(folder)) {
            Matcher named = left.matcher(file.getFileName().toString());
            if (named.matches()
                    && ProcessHandle.of(Long.parseLong(named.group(1))).isEmpty()) {
                delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of(); // said when the file is written
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFailure.of("delete", file, e);
        }
    }

    @Override
    public void close() {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(cleanup);
        } catch (IllegalStateException ending) {
            return; // the process is being ended, and the hook runs
        }
    }
}
