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
import org.recurve.storage.journal.Failure;
import org.recurve.storage.journal.JournalFile;

/**
 * Takes a pack apart, trusting nothing in it: only names that {@link Manifest#allows} are taken, each once, uncompressed,
 * and with the content that the list of files promised.
 */
public final class Unpacking {
    private static final int LONGEST_LIST = 1 << 26;

    private final Path pack;
    private final Path into;
    private final Set<String> taken = new HashSet<>();

    private Unpacking(Path pack, Path into) {
        this.pack = pack;
        this.into = into;
    }

    /** Unpacks into an empty folder, which is then laid out as a store; throws {@link Refused} if that cannot be done. */
    public static void unpack(Path pack, Path into) {
        new Unpacking(pack, into).unpack();
    }

    private void unpack() {
        try (InputStream file = open();
                ZipInputStream zip = new ZipInputStream(file)) {
            Manifest manifest = manifest(zip);
            for (Optional<ZipEntry> entry = next(zip); entry.isPresent(); entry = next(zip)) {
                take(entry.get(), manifest, zip);
            }
            manifest.files().keySet().stream()
                    .filter(name -> !taken.contains(name))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new Refused("it is cut off: " + Quoted.of(missing) + " is missing");
                    });
        } catch (Refused e) {
            throw new Refused(pack + ": this pack is refused: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused(
                    pack + ": this pack is refused: it is damaged, cut off, or no pack: "
                            + Quoted.of(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private InputStream open() {
        try {
            return new BufferedInputStream(Files.newInputStream(pack));
        } catch (IOException e) {
            throw Failure.of("read", pack, e);
        }
    }

    private static Manifest manifest(ZipInputStream zip) throws IOException {
        ZipEntry first = next(zip)
                .filter(entry -> entry.getName().equals(Manifest.NAME))
                .orElseThrow(() -> new Refused(
                        "it is none: a pack is a ZIP archive that begins with its list of files, " + Manifest.NAME));
        if (first.getSize() > LONGEST_LIST) {
            throw new Refused("its list of files is " + first.getSize() + " bytes long");
        }
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        Seal.copy(zip, first.getSize(), list);
        return Manifest.parse(list.toString(StandardCharsets.UTF_8));
    }

    /** What is stored as it is comes with its size before it, and cannot be more than the archive holds. */
    private static Optional<ZipEntry> next(ZipInputStream zip) throws IOException {
        Optional<ZipEntry> entry = Optional.ofNullable(zip.getNextEntry());
        entry.filter(it -> it.getMethod() != ZipEntry.STORED).ifPresent(it -> {
            throw new Refused(Quoted.of(it.getName())
                    + " is compressed; packs made by recurve pack are not, so that none unfolds into more than it is");
        });
        return entry;
    }

    private void take(ZipEntry entry, Manifest manifest, ZipInputStream zip) throws IOException {
        String name = entry.getName();
        Optional<String> promised = Optional.ofNullable(manifest.files().get(name));
        if (promised.isEmpty() || !taken.add(name)) {
            throw new Refused("it holds " + Quoted.of(name) + ", which its list of files does not name, or twice");
        }
        Path file = into.resolve(name);
        Seal seal;
        try (OutputStream out = new Sink(file)) {
            seal = Seal.copy(zip, entry.getSize(), out);
        }
        boolean kept = seal.sha256().equals(promised.get());
        if (!kept || (name.startsWith("jars/") && !name.contains(seal.sha256()))) {
            throw new Refused(Quoted.of(name) + " has another SHA-256 than its list of files, or its name, says");
        }
        if (name.endsWith("/journal") && !new JournalFile(file).isOne()) {
            throw new Refused(Quoted.of(name) + " is no journal");
        }
    }

    /** A new file; what goes wrong with it is the disk's fault, not the pack's. */
    private static final class Sink extends OutputStream {
        private final Path file;
        private final OutputStream out;

        Sink(Path file) {
            this.file = file;
            try {
                Files.createDirectories(file.resolveSibling(""));
                this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw Failure.of("write", file, e);
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
                throw Failure.of("write", file, e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw Failure.of("write", file, e);
            }
        }
    }
}
