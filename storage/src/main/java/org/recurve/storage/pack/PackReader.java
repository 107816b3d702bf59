package org.recurve.storage.pack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.journal.JournalReader;

/**
 * Takes a pack apart, trusting nothing in it: only names that {@link PackManifest#allows} are taken, each once, uncompressed,
 * and with the content that the list of files promised.
 */
public final class PackReader {
    private static final int LONGEST_LIST = 1 << 26;

    private final Path pack;
    private final Path into;
    private final Set<String> taken = new HashSet<>();

    private PackReader(Path pack, Path into) {
        this.pack = pack;
        this.into = into;
    }

    /** Unpacks into an empty folder, which is then laid out as a store; throws {@link RefusedPack} if that cannot be done. */
    public static void unpack(Path pack, Path into) {
        new PackReader(pack, into).unpack();
    }

    private void unpack() {
        try (InputStream file = open();
                ZipInputStream zip = new ZipInputStream(file)) {
            PackManifest manifest = manifest(zip);
            for (Optional<ZipEntry> entry = next(zip); entry.isPresent(); entry = next(zip)) {
                take(entry.get(), manifest, zip);
            }
            manifest.files().keySet().stream()
                    .filter(name -> !taken.contains(name))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new RefusedPack("it is cut off: " + QuotedText.of(missing) + " is missing");
                    });
        } catch (RefusedPack e) {
            throw new RefusedPack(pack + ": this pack is refused: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedPack(
                    pack + ": this pack is refused: it is damaged, cut off, or no pack: "
                            + QuotedText.of(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private InputStream open() {
        try {
            return new BufferedInputStream(Files.newInputStream(pack));
        } catch (IOException e) {
            throw DiskFailure.of("read", pack, e);
        }
    }

    private static PackManifest manifest(ZipInputStream zip) throws IOException {
        ZipEntry first = next(zip)
                .filter(entry -> entry.getName().equals(PackManifest.NAME))
                .orElseThrow(() ->
                        new RefusedPack("it is not a pack: a pack is a ZIP archive that begins with its list of files, "
                                + PackManifest.NAME));
        if (first.getSize() > LONGEST_LIST) {
            throw new RefusedPack("its list of files is " + first.getSize() + " bytes long");
        }
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        ContentDigest.copy(zip, first.getSize(), list);
        return PackManifest.parse(list.toString(StandardCharsets.UTF_8));
    }

    /** Returns what is stored as it is comes with its size before it, and cannot be more than the archive holds. */
    private static Optional<ZipEntry> next(ZipInputStream zip) throws IOException {
        Optional<ZipEntry> entry = Optional.ofNullable(zip.getNextEntry());
        entry.filter(it -> it.getMethod() != ZipEntry.STORED).ifPresent(it -> {
            throw new RefusedPack(QuotedText.of(it.getName())
                    + " is compressed; packs made by recurve pack are not, so that none unfolds into more than it is");
        });
        return entry;
    }

    private void take(ZipEntry entry, PackManifest manifest, ZipInputStream zip) throws IOException {
        String name = entry.getName();
        Optional<String> promised = Optional.ofNullable(manifest.files().get(name));
        if (promised.isEmpty() || !taken.add(name)) {
            throw new RefusedPack(
                    "it holds " + QuotedText.of(name) + ", which its list of files does not name, or twice");
        }
        Path file = into.resolve(name);
        ContentDigest digest;
        try (OutputStream out = new FileSink(file)) {
            digest = ContentDigest.copy(zip, entry.getSize(), out);
        }
        boolean kept = digest.sha256().equals(promised.get());
        if (!kept || ((name.startsWith("jars/") || name.startsWith("tensors/")) && !name.contains(digest.sha256()))) {
            throw new RefusedPack(
                    QuotedText.of(name) + " has another SHA-256 than its list of files, or its name, says");
        }
        if (name.endsWith("/journal") && !new JournalReader(file).isOne()) {
            throw new RefusedPack(QuotedText.of(name) + " is not a journal");
        }
    }

    /** A new file; what goes wrong with it is the disk's fault, not the pack's. */
    private static final class FileSink extends OutputStream {
        private final Path file;
        private final OutputStream out;

        FileSink(Path file) {
            this.file = file;
            try {
                Files.createDirectories(file.resolveSibling(""));
                this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw DiskFailure.of("write", file, e);
            }
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw DiskFailure.of("write", file, e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw DiskFailure.of("write", file, e);
            }
        }
    }
}
