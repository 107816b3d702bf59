package org.recurve.datasets.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.recurve.api.data.Utf8Reader;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;

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

    /**
     * Opens a file, to be read character by character, unpacked if its name ends in {@code .gz}; one that cannot be opened ends in
     * {@link InvalidSetting}.
     */
    public static Reader open(Path file) {
        try {
            InputStream bytes = Files.newInputStream(file);
            return new Utf8Reader(isPacked(file) ? unpacked(bytes) : bytes, file.toString());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static boolean isPacked(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static InputStream unpacked(InputStream bytes) throws IOException {
        try {
            return new GZIPInputStream(bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
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
        return e instanceof NoSuchFileException
                ? MissingFile.of(file)
                : new InvalidSetting(file + " cannot be read: " + e.getMessage());
    }
}
