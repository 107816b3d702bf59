package org.recurve.storage.pack;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.recurve.storage.journal.Failure;
import org.recurve.storage.journal.StoreException;
import org.recurve.storage.journal.TrialTrust;

/**
 * Puts parts of a store into one file: a ZIP archive laid out as a store is, whose first file lists the others with their
 * SHA-256. Nothing in it is compressed, so that no pack unfolds into more than it is. The same parts give the same bytes.
 */
public final class Packing {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final List<Item> items = new ArrayList<>();
    private final Map<Path, List<Holding>> at = new HashMap<>();
    private final Set<String> jars = new HashSet<>();
    private final SortedSet<String> strangers = new TreeSet<>();
    private int trials;

    /** Where a file's content comes from; it is read twice. */
    private interface Content {
        InputStream open() throws IOException;
    }

    private record Item(String name, long bytes, Content content) {}

    private record Sealed(Item item, Seal seal) {}

    /**
     * Adds folders with journals.
     *
     * @param folders relative to the store, as {@link org.recurve.storage.Reader#folders} names them
     */
    public Packing folders(Path store, List<Path> folders) {
        folders.stream()
                .flatMap(folder -> Holding.read(store.resolve(folder)).stream())
                .forEach(this::add);
        return this;
    }

    /** Copies of what is there are left out: a folder that was copied holds nothing new. */
    private void add(Holding holding) {
        List<Holding> same = at.computeIfAbsent(holding.place(), place -> new ArrayList<>());
        if (same.stream().anyMatch(other -> other.whole() == holding.whole() && holding.isCopyOf(other.journal()))) {
            return;
        }
        String folder = slashes(same.isEmpty() ? holding.place() : holding.beside());
        if (holding instanceof Holding.OfTrial trial) {
            trials += same.isEmpty() ? 1 : 0;
            trial.started().provenance().strangers().values().forEach(strangers::addAll);
        }
        same.add(holding);
        file(folder + "/journal", holding.journal(), holding.whole());
        if (holding.trust() != TrialTrust.OWN) {
            text(folder + "/imported", holding.trust().word() + "\n");
        }
        for (Path checkpoint : holding.checkpoints()) {
            file(folder + "/checkpoints/" + checkpoint.getFileName(), checkpoint, size(checkpoint));
        }
    }

    /** How many trials were added. */
    public int trials() {
        return trials;
    }

    /** The digests of the jars that these trials took strangers' plugins from, as their provenance has them. */
    public SortedSet<String> strangers() {
        return Collections.unmodifiableSortedSet(strangers);
    }

    private static String slashes(Path place) {
        return place.toString().replace('\\', '/');
    }

    /** Adds a plugin's jar. */
    public Packing jar(Path jar) {
        long bytes = size(jar);
        Content content = () -> Files.newInputStream(jar);
        String name = "jars/" + seal(new Item(jar.toString(), bytes, content)).sha256() + ".jar";
        if (jars.add(name)) {
            items.add(new Item(name, bytes, content));
        }
        return this;
    }

    /** Adds what people, and programs that know no journals, read first. */
    public Packing summary(String json) {
        text("study.json", json);
        return this;
    }

    private void text(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        items.add(new Item(name, bytes.length, () -> new ByteArrayInputStream(bytes)));
    }

    private void file(String name, Path file, long bytes) {
        if (!Manifest.allows(name)) {
            throw new StoreException(
                    file + ": has a name that no pack may hold.\n    Rename the file or move it away.");
        }
        items.add(new Item(name, bytes, () -> Files.newInputStream(file)));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Failure.of("read", file, e);
        }
    }

    private static Seal seal(Item item) {
        try (InputStream in = item.content.open()) {
            return Seal.copy(in, item.bytes, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw Failure.of("read", Path.of(item.name), e);
        }
    }

    /** Writes the pack beside its place and renames it: the file is whole, or was never there. */
    public void write(Path file) {
        List<Sealed> sealed =
                items.stream().map(item -> new Sealed(item, seal(item))).toList();
        TreeMap<String, String> digests = new TreeMap<>();
        sealed.forEach(each -> digests.put(each.item.name, each.seal.sha256()));
        byte[] list = new Manifest(digests).text().getBytes(StandardCharsets.UTF_8);
        Item first = new Item(Manifest.NAME, list.length, () -> new ByteArrayInputStream(list));
        try (PartFile part = PartFile.of(file)) {
            try (ZipOutputStream zip =
                    new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part.path())))) {
                write(new Sealed(first, seal(first)), zip);
                for (Sealed each : sealed) {
                    write(each, zip);
                }
            }
            Files.move(part.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (ZipException e) {
            throw new StoreException(
                    file + ": the store changed while it was being packed: " + e.getMessage()
                            + "\n    Give the same command again.",
                    e);
        } catch (IOException e) {
            throw Failure.of("write", file, e);
        }
    }

    private static void write(Sealed sealed, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(sealed.item.name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(sealed.item.bytes);
        entry.setCrc(sealed.seal.crc());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        try (InputStream in = sealed.item.content.open()) {
            Seal.copy(in, sealed.item.bytes, zip);
        }
        zip.closeEntry();
    }
}
