package org.recurve.storage.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.recurve.storage.journal.Failure;

/** A folder that is empty at first, and gone with all that is in it when it is closed. */
public record Scratch(Path folder) implements AutoCloseable {
    /** Empties this folder, which an earlier process may have left behind. */
    public static Scratch at(Path folder) {
        Scratch scratch = new Scratch(folder);
        scratch.close();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.of("create", folder, e);
        }
        return scratch;
    }

    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Failure.of("delete", folder, e);
        }
    }
}
