package org.recurve.datasets.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;

/**
 * The bytes of an array: a file that {@code numpy.save} wrote, or a member of an archive by {@code numpy.savez}, named as if the archive
 * were a folder ({@code digits.npz/images}). The only array of an archive needs no name.
 */
final class NpyFile {
    private static final String ENDING = ".npy";
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private NpyFile() {}

    /** Reads all bytes; whatever is wrong with the file ends in {@link InvalidSetting}. */
    static byte[] bytes(Path file) {
        try {
            Optional<Path> archive = Stream.iterate(file.getParent(), parent -> parent != null, Path::getParent)
                    .filter(Files::isRegularFile)
                    .findFirst();
            if (archive.isPresent()) {
                return member(
                        archive.get(),
                        Optional.of(archive.get().relativize(file).toString().replace('\\', '/')));
            }
            return isArchive(file) ? member(file, Optional.empty()) : Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw MissingFile.of(file);
        } catch (IOException | OutOfMemoryError e) {
            throw new InvalidSetting(file + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isArchive(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    private static byte[] member(Path archive, Optional<String> name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<String> names = Collections.list(zip.entries()).stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> entry.endsWith(ENDING))
                    .map(entry -> entry.substring(0, entry.length() - ENDING.length()))
                    .toList();
            String wanted = name.or(() -> names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty())
                    .filter(names::contains)
                    .orElseThrow(() -> choose(archive, name, names));
            try (InputStream in = zip.getInputStream(zip.getEntry(wanted + ENDING))) {
                return in.readAllBytes();
            }
        }
    }

    private static InvalidSetting choose(Path archive, Optional<String> name, List<String> names) {
        if (names.isEmpty()) {
            return new InvalidSetting(archive + " holds no array; save it with numpy.savez");
        }
        return new InvalidSetting(archive
                + name.map(missing -> " holds no array " + missing + ", only ").orElse(" holds the arrays ")
                + String.join(", ", names) + "; name one of them, as in " + archive.getFileName() + "/"
                + names.getFirst());
    }
}
