package org.recurve.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.StoreLayout;

/**
 * The weights of a store: {@code weights} in trials' folders, and {@code tensors/SHA-256}, where equal tensors are one file.
 * Whoever adds or deletes tensors holds {@code tensors.lock}, so that no tensor is deleted while a list that names it is
 * being written.
 */
public final class WeightStore {
    private static final Pattern TENSOR = Pattern.compile("[0-9a-f]{64}");
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final Path store;
    private final AppendChannel.ChannelOpener disk;
    private final ReentrantLock here = new ReentrantLock();

    /** Keeps the weights of the store in this folder. */
    public WeightStore(Path store, AppendChannel.ChannelOpener disk) {
        this.store = store;
        this.disk = disk;
    }

    /** Returns those of a store that are read, or cleared away. */
    public static WeightStore of(Path store) {
        return new WeightStore(store, AppendChannel.ChannelOpener.FILES);
    }

    private Path tensors() {
        return store.resolve(StoreLayout.TENSORS);
    }

    /** Returns where a tensor lies that is not small. */
    public Path file(KeptTensor tensor) {
        return tensors().resolve(tensor.sha256());
    }

    /** Keeps what a trial learnt; when this returns, it survives a loss of power. */
    public void write(Path folder, LearntModel model) {
        write(StoreLayout.weights(folder), model, model.list());
    }

    /** Keeps what a trial starts from; when this returns, it survives a loss of power. */
    public void writeStart(Path folder, LearntModel model) {
        WeightList list = model.list();
        Path file = StoreLayout.start(folder, list.digest());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            write(file, model, list);
        }
    }

    /**
     * Returns weights with this digest, of a trial that learnt them or starts from them.
     *
     * @param digest {@code sha256:…} as {@link WeightList#digest} gives it
     */
    public Optional<LearntModel> find(String digest) {
        List<Path> folders = new StoreLayout(store).inside(StoreLayout.TRIALS);
        return Stream.concat(
                        folders.stream().map(folder -> StoreLayout.start(folder, digest)),
                        folders.stream().map(StoreLayout::weights))
                .filter(file -> isOf(file, digest))
                .findFirst()
                .flatMap(this::model);
    }

    private static boolean isOf(Path file, String digest) {
        try {
            return WeightFile.read(file)
                    .filter(found -> found.list().digest().equals(digest))
                    .isPresent();
        } catch (DamagedWeights other) {
            return false;
        }
    }

    private void write(Path target, LearntModel model, WeightList list) {
        exclusively(() -> {
            Map<String, byte[]> small = new HashMap<>();
            for (int i = 0; i < list.tensors().size(); i++) {
                KeptTensor tensor = list.tensors().get(i);
                byte[] bytes = TensorBytes.of(model.tensors().get(i).tensor().values());
                if (WeightFile.isSmall(tensor)) {
                    small.put(tensor.sha256(), bytes);
                } else {
                    put(tensor, bytes);
                }
            }
            new WeightFile(list, small).write(target, disk);
        });
    }

    /**
     * Brings the list that lies in a folder, and the tensors that it names, from another store, of which nothing is believed.
     *
     * @param folder where the list goes
     * @param trial whose weights they must be
     * @param result with which that trial ended
     */
    public void bring(Path from, Path otherStore, Path folder, String trial, String result) {
        WeightFile file = of(from, trial, result)
                .orElseThrow(() -> new DamagedWeights(StoreLayout.weights(from), "the file is not there"));
        bring(file, otherStore, StoreLayout.weights(folder));
    }

    /** Brings the lists of what a trial starts from, and their tensors, likewise. */
    public void bringStarts(Path from, Path otherStore, Path folder) {
        for (Path list : StoreLayout.starts(from)) {
            WeightFile.read(list).ifPresent(file -> {
                Path target = StoreLayout.start(folder, file.list().digest());
                if (!target.getFileName().equals(list.getFileName())) {
                    throw new DamagedWeights(list, "its name is not its digest");
                }
                bring(file, otherStore, target);
            });
        }
    }

    private void bring(WeightFile file, Path otherStore, Path target) {
        WeightStore other = of(otherStore);
        exclusively(() -> {
            file.list().tensors().stream()
                    .filter(tensor -> !WeightFile.isSmall(tensor))
                    .forEach(tensor -> put(tensor, other.bytes(tensor)));
            file.write(target, disk);
        });
    }

    private void put(KeptTensor tensor, byte[] bytes) {
        Path file = file(tensor);
        refuseLink();
        if (!isWhole(tensor)) {
            DurableFiles.write(file, disk, ByteBuffer.wrap(bytes));
        }
    }

    /** Returns whether a tensor is there with its very bytes: what a disk or another process left is not taken for it otherwise. */
    private boolean isWhole(KeptTensor tensor) {
        try {
            return Files.exists(file(tensor), LinkOption.NOFOLLOW_LINKS) && bytes(tensor).length == tensor.bytes();
        } catch (DamagedWeights damaged) {
            return false;
        }
    }

    private void refuseLink() {
        if (Files.isSymbolicLink(tensors())) {
            throw new StoreException(tensors() + ": is a link, and weights are not written through links."
                    + "\n    Put the folder itself in its place, or move the link away.");
        }
    }

    /** Returns the list in a trial's folder, which must be of that trial's own course. */
    private static Optional<WeightFile> of(Path folder, String trial, String result) {
        Optional<WeightFile> file = WeightFile.read(StoreLayout.weights(folder));
        file.map(WeightFile::list)
                .filter(list -> !list.trial().equals(trial) || !list.result().equals(result))
                .ifPresent(_ -> {
                    throw new DamagedWeights(StoreLayout.weights(folder), "they are those of another trial");
                });
        return file;
    }

    /**
     * Returns the list that is kept of a finished trial, its tensors unread; one of another trial ends in {@link DamagedWeights}.
     *
     * @param result the digest with which it ended
     */
    public Optional<WeightList> list(Path folder, String trial, String result) {
        return of(folder, trial, result).map(WeightFile::list);
    }

    /** Returns the files of a trial's tensors that lie outside its folder. */
    public List<Path> shared(Path folder) {
        return lists(folder).stream()
                .flatMap(list -> list.tensors().stream())
                .filter(tensor -> !WeightFile.isSmall(tensor))
                .map(this::file)
                .distinct()
                .toList();
    }

    /** Returns the list that is kept of a trial, its tensors unread. */
    public Optional<WeightList> list(Path folder) {
        return WeightFile.read(StoreLayout.weights(folder)).map(WeightFile::list);
    }

    /** Returns the lists of what a trial learnt, and of what it starts from. */
    private static List<WeightList> lists(Path folder) {
        return Stream.concat(Stream.of(StoreLayout.weights(folder)), StoreLayout.starts(folder).stream())
                .flatMap(file -> WeightFile.read(file).stream())
                .map(WeightFile::list)
                .toList();
    }

    /** Returns what is kept of a trial, every number checked; what is missing or changed ends in {@link DamagedWeights}. */
    public Optional<LearntModel> read(Path folder) {
        return model(StoreLayout.weights(folder));
    }

    /** Returns what a trial starts from, every number checked likewise. */
    public List<LearntModel> readStarts(Path folder) {
        return StoreLayout.starts(folder).stream()
                .flatMap(list -> model(list).stream())
                .toList();
    }

    private Optional<LearntModel> model(Path list) {
        return WeightFile.read(list).map(this::model);
    }

    private LearntModel model(WeightFile file) {
        WeightList list = file.list();
        List<LearntTensor> tensors = new ArrayList<>();
        for (KeptTensor tensor : list.tensors()) {
            byte[] bytes = WeightFile.isSmall(tensor)
                    ? Objects.requireNonNull(file.small().get(tensor.sha256()))
                    : bytes(tensor);
            tensors.add(new LearntTensor(
                    tensor.role(), new Tensor(tensor.name(), tensor.shape(), TensorBytes.floats(bytes))));
        }
        return new LearntModel(list.trial(), list.result(), list.epoch(), tensors, list.fields(), list.form());
    }

    /** Returns a tensor's numbers as they lie on the disk. */
    private byte[] bytes(KeptTensor tensor) {
        Path file = file(tensor);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DamagedWeights(file, "the numbers of " + tensor.name() + " are missing");
        }
        try {
            long size = Files.size(file);
            if (size != tensor.bytes() || size > Integer.MAX_VALUE - 15) {
                throw new DamagedWeights(
                        file,
                        "it has " + size + " bytes, but " + tensor.name() + " of shape " + tensor.shape() + " has "
                                + tensor.bytes());
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes((int) size);
            }
            if (!TensorBytes.sha256(bytes).equals(tensor.sha256())) {
                throw new DamagedWeights(file, "its bytes have another SHA-256 than its name says");
            }
            return bytes;
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }

    /**
     * Tensors that no list names.
     *
     * @param files the tensors
     * @param damaged lists that cannot be read, a sentence each: as long as there is one, no tensor is known to be unused
     */
    public record UnusedTensors(List<Path> files, List<String> damaged) {
        public UnusedTensors {
            files = List.copyOf(files);
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Returns the tensors that no list names.
     *
     * @param without folders of trials whose lists do not count, since they are about to be deleted
     */
    public UnusedTensors unused(Set<Path> without) {
        if (!Files.isDirectory(tensors(), LinkOption.NOFOLLOW_LINKS)) {
            return new UnusedTensors(List.of(), List.of());
        }
        if (FolderLock.held(store.resolve("importing.lock"))) {
            return new UnusedTensors(List.of(), List.of()); // those of trials that are on their way are in no list yet
        }
        Set<String> used = new HashSet<>();
        List<String> damaged = new ArrayList<>();
        for (Path folder : new StoreLayout(store).inside(StoreLayout.TRIALS)) {
            if (!without.contains(folder)) {
                try {
                    lists(folder).forEach(list -> list.tensors().forEach(tensor -> used.add(tensor.sha256())));
                } catch (DamagedWeights unknown) {
                    damaged.add(unknown.sentence());
                }
            }
        }
        if (!damaged.isEmpty()) {
            return new UnusedTensors(List.of(), damaged);
        }
        try (Stream<Path> files = Files.list(tensors())) {
            return new UnusedTensors(
                    files.filter(file -> TENSOR.matcher(file.getFileName().toString())
                                            .matches()
                                    && !used.contains(file.getFileName().toString()))
                            .sorted()
                            .toList(),
                    List.of());
        } catch (IOException e) {
            throw DiskFailure.of("list", tensors(), e);
        }
    }

    /** Deletes the tensors that no list names now. */
    public void deleteUnused() {
        if (!Files.isDirectory(tensors(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        exclusively(() -> unused(Set.of()).files().forEach(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw DiskFailure.of("delete", file, e);
            }
        }));
    }

    /** Within this process the lock is waited for first: a system's lock knows processes alone. */
    private void exclusively(Runnable work) {
        here.lock();
        try (FolderLock _ = lock()) {
            work.run();
        } finally {
            here.unlock();
        }
    }

    private FolderLock lock() {
        Path file = store.resolve("tensors.lock");
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE_NANOS) {
            Optional<FolderLock> lock = FolderLock.tryLock(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new StoreException(file + ": another process has held this for two minutes"
                + FolderLock.holder(file).stream()
                        .mapToObj(process -> " (process " + process + ")")
                        .findFirst()
                        .orElse("")
                + ", and weights cannot be kept.\n    Stop that process, then give the same command again.");
    }
}
