package org.recurve.storage.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.weights.DamagedWeights;
import org.recurve.storage.weights.WeightStore;

/**
 * Puts parts of a store into one file: a ZIP archive laid out as a store is, whose first file lists the others with their
 * SHA-256. Nothing in it is compressed, so that no pack unfolds into more than it is. The same parts give the same bytes.
 */
public final class PackWriter {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final List<PackItem> items = new ArrayList<>();
    private final Map<Path, List<StoreInventory>> at = new HashMap<>();
    private final Set<String> jars = new HashSet<>();
    private final Set<String> tensors = new HashSet<>();
    private final List<String> damaged = new ArrayList<>();
    private final SortedSet<String> strangers = new TreeSet<>();
    private int trials;

    /** Says where a file's content comes from; it is read twice. */
    private interface FileContent {
        InputStream open() throws IOException;
    }

    private record PackItem(String name, long bytes, FileContent content) {}

    private record SealedItem(PackItem item, ContentDigest seal) {}

    /**
     * Adds folders with journals.
     *
     * @param folders relative to the store, as {@link org.recurve.storage.view.StoreReader#folders} names them
     */
    public PackWriter folders(Path store, List<Path> folders) {
        folders.stream()
                .flatMap(folder -> StoreInventory.read(store.resolve(folder)).stream())
                .forEach(inventory -> add(inventory, store));
        return this;
    }

    /** Copies of what is there are left out: a folder that was copied holds nothing new. */
    private void add(StoreInventory inventory, Path store) {
        List<StoreInventory> same = at.computeIfAbsent(inventory.place(), place -> new ArrayList<>());
        if (same.stream()
                .anyMatch(other -> other.whole() == inventory.whole() && inventory.isCopyOf(other.journal()))) {
            return;
        }
        String folder = slashes(same.isEmpty() ? inventory.place() : inventory.beside());
        if (inventory instanceof StoreInventory.TrialFolder trial) {
            trials += same.isEmpty() ? 1 : 0;
            trial.started().provenance().strangers().values().forEach(strangers::addAll);
        }
        same.add(inventory);
        file(folder + "/journal", inventory.journal(), inventory.whole());
        if (inventory.trust() != TrialTrust.OWN) {
            text(folder + "/imported", inventory.trust().word() + "\n");
        }
        weights(inventory, folder, store);
        for (Path checkpoint : inventory.checkpoints()) {
            file(folder + "/checkpoints/" + checkpoint.getFileName(), checkpoint, size(checkpoint));
        }
    }

    /** Weights that are damaged are left out: a pack holds what can be used. */
    private void weights(StoreInventory inventory, String folder, Path store) {
        WeightStore weights = WeightStore.of(store);
        try {
            weights.readStarts(inventory.folder());
            if (weights.read(inventory.folder()).isPresent()) {
                Path list = StoreLayout.weights(inventory.folder());
                file(folder + "/weights", list, size(list));
            }
            StoreLayout.starts(inventory.folder())
                    .forEach(list -> file(folder + "/" + list.getFileName(), list, size(list)));
            weights.shared(inventory.folder()).stream()
                    .filter(tensor -> tensors.add(tensor.getFileName().toString()))
                    .forEach(tensor -> file("tensors/" + tensor.getFileName(), tensor, size(tensor)));
        } catch (DamagedWeights left) {
            damaged.add(left.sentence());
        }
    }

    /** Returns what is wrong with weights that were left out, a sentence each. */
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /** Returns how many trials were added. */
    public int trials() {
        return trials;
    }

    /** Returns the digests of the jars that these trials took strangers' plugins from, as their provenance has them. */
    public SortedSet<String> strangers() {
        return Collections.unmodifiableSortedSet(strangers);
    }

    private static String slashes(Path place) {
        return place.toString().replace('\\', '/');
    }

    /** Adds a plugin's jar. */
    public PackWriter jar(Path jar) {
        long bytes = size(jar);
        FileContent content = () -> Files.newInputStream(jar);
        String name =
                "jars/" + seal(new PackItem(jar.toString(), bytes, content)).sha256() + ".jar";
        if (jars.add(name)) {
            items.add(new PackItem(name, bytes, content));
        }
        return this;
    }

    /** Adds what people, and programs that know no journals, read first. */
    public PackWriter summary(String json) {
        text("study.json", json);
        return this;
    }

    /** Adds what people said about what is packed; nothing if there is nothing. */
    public PackWriter labels(List<LabelEvent> events) {
        if (!events.isEmpty()) {
            bytes(LabelJournal.NAME, LabelJournal.bytes(events));
        }
        return this;
    }

    private void text(String name, String text) {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String name, byte[] bytes) {
        items.add(new PackItem(name, bytes.length, () -> new ByteArrayInputStream(bytes)));
    }

    private void file(String name, Path file, long bytes) {
        if (!PackManifest.allows(name)) {
            throw new StoreException(
                    file + ": has a name that no pack may hold.\n    Rename the file or move it away.");
        }
        items.add(new PackItem(name, bytes, () -> Files.newInputStream(file)));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }

    private static ContentDigest seal(PackItem item) {
        try (InputStream in = item.content.open()) {
            return ContentDigest.copy(in, item.bytes, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw DiskFailure.of("read", Path.of(item.name), e);
        }
    }

    /** Writes the pack beside its place and renames it: the file is whole, or was never there. */
    public void write(Path file) {
        List<SealedItem> sealed =
                items.stream().map(item -> new SealedItem(item, seal(item))).toList();
        TreeMap<String, String> digests = new TreeMap<>();
        sealed.forEach(each -> digests.put(each.item.name, each.seal.sha256()));
        byte[] list = new PackManifest(digests).text().getBytes(StandardCharsets.UTF_8);
        PackItem first = new PackItem(PackManifest.NAME, list.length, () -> new ByteArrayInputStream(list));
        try {
            WholeFile.write(file, out -> {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    write(new SealedItem(first, seal(first)), zip);
                    for (SealedItem each : sealed) {
                        write(each, zip);
                    }
                }
            });
        } catch (ZipException e) {
            throw new StoreException(
                    file + ": the store changed while it was being packed: " + e.getMessage()
                            + "\n    Give the same command again.",
                    e);
        } catch (IOException e) {
            throw DiskFailure.of("write", file, e);
        }
    }

    private static void write(SealedItem sealedItem, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(sealedItem.item.name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(sealedItem.item.bytes);
        entry.setCrc(sealedItem.seal.crc());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        try (InputStream in = sealedItem.item.content.open()) {
            ContentDigest.copy(in, sealedItem.item.bytes, zip);
        }
        zip.closeEntry();
    }
}
