package org.recurve.datasets.text;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.recurve.api.data.Utf8Reader;
import org.recurve.api.plugin.InvalidSetting;

/** Text files, which are UTF-8 and nothing else: see {@link Utf8Reader}. */
public final class Utf8 {
    private Utf8() {}

    /** Reads a whole file; one that cannot be read, or is not UTF-8, ends in {@link InvalidSetting} with file and line. */
    public static String read(Path file) {
        try (Reader reader = open(file)) {
            StringBuilder text = new StringBuilder();
            char[] part = new char[1 << 13];
            for (int count = reader.read(part); count >= 0; count = reader.read(part)) {
                text.append(part, 0, count);
            }
            return text.toString();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Opens a file, to be read character by character; one that cannot be opened ends in {@link InvalidSetting}. */
    public static Reader open(Path file) {
        try {
            return new Utf8Reader(Files.newInputStream(file), file.toString());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Reads a whole file as bytes. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Says why a file could not be read. */
    public static InvalidSetting unreadable(Path file, IOException e) {
        return new InvalidSetting(
                e instanceof NoSuchFileException
                        ? file + " does not exist"
                        : file + " cannot be read: " + e.getMessage());
    }
}
