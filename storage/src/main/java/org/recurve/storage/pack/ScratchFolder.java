package org.recurve.storage.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;

/** A folder that is empty at first, and gone with all that is in it when it is closed. */
public record ScratchFolder(Path folder) implements AutoCloseable {
    /** Empties this folder, which an earlier process may have left behind. */
    public static ScratchFolder at(Path folder) {
        ScratchFolder scratchFolder = new ScratchFolder(folder);
        scratchFolder.close();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw DiskFailure.of("create", folder, e);
        }
        return scratchFolder;
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
            throw DiskFailure.of("delete", folder, e);
        }
    }
}
