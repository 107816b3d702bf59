package org.recurve.app.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.data.Source;

/**
 * Describes what a file holds, or a folder, in the terms of a {@link Source}.
 *
 * @param bytes its size, or the sum of its files' sizes
 * @param sha256 its SHA-256, or that of the list of its files' SHA-256
 */
record FileContents(long bytes, String sha256) {
    /** Returns what lies at {@code path}. */
    static FileContents of(Path path) throws IOException {
        return Files.isDirectory(path) ? ofFolder(path) : copy(path, OutputStream.nullOutputStream());
    }

    private static FileContents ofFolder(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(
                            folder.relativize(file)
                                    .toString()
                                    .replace(file.getFileSystem().getSeparator(), "/"),
                            file));
        }
        long bytes = 0;
        MessageDigest list = digest();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            FileContents each = copy(file.getValue(), OutputStream.nullOutputStream());
            bytes += each.bytes;
            list.update((each.sha256 + "  " + file.getKey() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new FileContents(bytes, HexFormat.of().formatHex(list.digest()));
    }

    private static FileContents copy(Path file, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return copy(in, out);
        }
    }

    /** Copies everything, and says what it was. */
    static FileContents copy(InputStream in, OutputStream out) throws IOException {
        DigestInputStream digested = new DigestInputStream(in, digest());
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read = digested.read(buffer); read >= 0; read = digested.read(buffer)) {
            out.write(buffer, 0, read);
            bytes += read;
        }
        return new FileContents(
                bytes, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean are(Source source) {
        return bytes == source.bytes() && sha256.equals(source.sha256());
    }
}
