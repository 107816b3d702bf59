package org.recurve.datasets.text;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.recurve.api.data.Utf8Reader;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;

/** Text files, which are UTF-8 and nothing else: see {@link Utf8Reader}. */
public final class Utf8 {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};

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
     * Opens a file, to be read character by character, unpacked if it was compressed by gzip, whatever its name says; one that cannot be
     * opened ends in {@link InvalidSetting}.
     */
    public static Reader open(Path file) {
        try {
            InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
            try {
                return new Utf8Reader(isPacked(bytes) ? new GZIPInputStream(bytes) : bytes, file.toString());
            } catch (IOException e) {
                bytes.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static boolean isPacked(InputStream bytes) throws IOException {
        bytes.mark(GZIP.length);
        boolean packed = Arrays.equals(bytes.readNBytes(GZIP.length), GZIP);
        bytes.reset();
        return packed;
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
        return switch (e) {
            case NoSuchFileException _ -> MissingFile.of(file);
            case EOFException _ ->
                new InvalidSetting(file + " ends before what is compressed in it does: it was cut off; copy it again");
            case ZipException damaged ->
                new InvalidSetting(file + " is damaged, so that it cannot be unpacked (" + damaged.getMessage()
                        + "); copy it again");
            default -> new InvalidSetting(file + " cannot be read: " + e.getMessage());
        };
    }
}
