package org.recurve.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that users see, kept in files. {@code -Dgolden=write} writes what there is now, to be looked at and committed.
 *
 * @param name of the file, without its ending
 */
public record Golden(String name) {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    public static String input(String file) {
        return read(FOLDER.resolve(file));
    }

    public void matches(String text) {
        Path file = FOLDER.resolve(name + ".txt");
        if (System.getProperty("golden", "").equals("write")) {
            write(file, text + "\n");
        }
        assertEquals(read(file), text + "\n", "what users see changed; see " + Golden.class.getSimpleName());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
