package org.recurve.datasets.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;
import org.recurve.datasets.memory.SpareFile;

/**
 * The bytes of an array: a file that {@code numpy.save} wrote, or a member of an archive by {@code numpy.savez}, named as if the archive
 * were a folder ({@code digits.npz/images}). The only array of an archive needs no name.
 */
final class NpyFile {
    private static final String ENDING = ".npy";
    private static final int BUFFER = 1 << 20;
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private NpyFile() {}

    /**
     * The bytes of an array.
     *
     * @param bytes in the heap or in a temporary file; of a file of its own that is large, the file itself
     * @param stamp what that file was like when it was opened; empty of what does not change
     */
    record Contents(Path file, MemorySegment bytes, Optional<Stamp> stamp) {
        /** Throws {@link InvalidSetting} if the file has changed since. */
        void demandUnchanged() {
            try {
                if (stamp.isPresent() && !Stamp.of(file).equals(stamp.get())) {
                    throw changed();
                }
            } catch (IOException e) {
                throw changed();
            }
        }

        InvalidSetting changed() {
            return new InvalidSetting(
                    file + " has changed since it was opened; leave it as it is while it is read," + " and run again");
        }
    }

    /** A file as it was at some time. */
    record Stamp(long size, FileTime modified) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    /**
     * Finds all bytes; whatever is wrong with the file ends in {@link InvalidSetting}.
     *
     * @param kept how many bytes are read into the heap at most
     */
    static Contents contents(Path file, long kept) {
        try {
            Optional<Path> archive = Stream.iterate(file.getParent(), parent -> parent != null, Path::getParent)
                    .filter(Files::isRegularFile)
                    .findFirst();
            if (archive.isPresent()) {
                Path within = archive.get().relativize(file);
                return member(archive.get(), file, Optional.of(within.toString().replace('\\', '/')), kept);
            }
            if (isArchive(file)) {
                return member(file, file, Optional.empty(), kept);
            }
            Stamp stamp = Stamp.of(file);
            if (stamp.size() <= kept) {
                return new Contents(file, MemorySegment.ofArray(Files.readAllBytes(file)), Optional.empty());
            }
            try (FileChannel channel = FileChannel.open(file)) {
                MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, stamp.size(), Arena.ofAuto());
                return new Contents(file, bytes, Optional.of(stamp));
            }
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

    private static Contents member(Path archive, Path file, Optional<String> name, long kept) throws IOException {
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
                return new Contents(file, all(in, kept), Optional.empty());
            }
        }
    }

    private static MemorySegment all(InputStream in, long kept) throws IOException {
        byte[] first = in.readNBytes((int) Math.min(kept, Integer.MAX_VALUE - 8));
        byte[] next = in.readNBytes(BUFFER);
        if (next.length == 0) {
            return MemorySegment.ofArray(first);
        }
        SpareFile file = SpareFile.open();
        long size = first.length;
        file.append(ByteBuffer.wrap(first));
        while (next.length > 0) {
            file.append(ByteBuffer.wrap(next));
            size += next.length;
            next = in.readNBytes(BUFFER);
        }
        return file.mapped(0, size);
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
