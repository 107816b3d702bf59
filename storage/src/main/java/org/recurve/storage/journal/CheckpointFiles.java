package org.recurve.storage.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;
import org.recurve.storage.record.RecordCodec;

/**
 * The checkpoints of one trial, a file each: a description, the content, and a CRC-32C over both. A file is written beside
 * its place, synced and renamed, so that it is whole or was never there.
 */
public final class CheckpointFiles {
    private static final String ENDING = ".checkpoint";
    /** A length beyond is no length but damage. */
    private static final int MOST_DESCRIBED = 1 << 16;

    private final Path folder;
    private final AppendChannel.ChannelOpener opener;
    private final RecordCodec codec = new RecordCodec();

    public CheckpointFiles(Path folder, AppendChannel.ChannelOpener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    /** Describes what a checkpoint says of itself. */
    public record CheckpointHeader(String name, long step, int epoch, String digest, long journalLength) {}

    /** Writes a checkpoint in place of an older one of its name; the journal must have been synced before. */
    public Path write(String name, long step, int epoch, String digest, long journalLength, byte[] content) {
        byte[] description =
                codec.encode(CheckpointHeader.class, new CheckpointHeader(name, step, epoch, digest, journalLength));
        ByteBuffer head = ByteBuffer.allocate(4 + description.length);
        head.putInt(description.length).put(description).flip();
        Path file = folder.resolve(name + ENDING);
        DurableFiles.write(
                file,
                opener,
                head.duplicate(),
                ByteBuffer.wrap(content),
                ByteBuffer.allocate(4)
                        .putInt(crc(head.duplicate(), ByteBuffer.wrap(content)))
                        .flip());
        return file;
    }

    /** Returns the whole checkpoint with the most steps whose journal, {@code journalLength} bytes long, still reaches to it. */
    public Optional<Checkpoint> latest(long journalLength) {
        return reached(journalLength).reduce((_, later) -> later);
    }

    /** Returns all whole checkpoints to which the journal reaches, by ascending steps. */
    public Stream<Checkpoint> reached(long journalLength) {
        return all().stream()
                .filter(checkpoint -> checkpoint.journalLength() <= journalLength)
                .sorted(Comparator.comparingLong(Checkpoint::step));
    }

    /** Returns the whole checkpoint of this name. */
    public Optional<Checkpoint> named(String name) {
        return Optional.of(folder.resolve(name + ENDING)).filter(Files::exists).flatMap(this::read);
    }

    /** Deletes all: they belong to a journal that is restarted. */
    public void clear() {
        files(CheckpointFiles::isNamedAsOne).forEach(CheckpointFiles::delete);
        sweep();
    }

    /** Deletes those that a journal cut to this length does not reach: written anew, it would have its records elsewhere. */
    public void cut(long journalLength) {
        sweep();
        files(CheckpointFiles::isNamedAsOne).stream()
                .filter(file -> description(file)
                        .map(d -> d.journalLength() > journalLength)
                        .orElse(true))
                .forEach(CheckpointFiles::delete);
    }

    /** Deletes all but those of the most steps, so many of them. */
    public void prune(int keep) {
        record Aged(Path file, long step) {}
        files(CheckpointFiles::isNamedAsOne).stream()
                .map(file -> new Aged(
                        file, description(file).map(CheckpointHeader::step).orElse(-1L)))
                .sorted(Comparator.comparingLong(Aged::step).reversed())
                .skip(keep)
                .forEach(old -> delete(old.file()));
    }

    /** Deletes what a kill left half written. */
    private void sweep() {
        files(DurableFiles::isUnfinished).forEach(CheckpointFiles::delete);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw DiskFailure.of("delete", file, e);
        }
    }

    /** Returns whether a file is a checkpoint by its name. */
    public static boolean isNamedAsOne(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    private List<Checkpoint> all() {
        return files(CheckpointFiles::isNamedAsOne).stream()
                .flatMap(file -> read(file).stream())
                .toList();
    }

    private List<Path> files(Predicate<Path> which) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(which).toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }

    private Optional<Checkpoint> read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            int end = bytes.limit() - 4;
            if (end < 4 || crc(bytes.slice(0, end)) != bytes.getInt(end)) {
                return Optional.empty();
            }
            int described = bytes.getInt();
            if (described < 0 || described > end - bytes.position()) {
                return Optional.empty();
            }
            byte[] description = new byte[described];
            bytes.get(description);
            byte[] content = new byte[end - bytes.position()];
            bytes.get(content);
            CheckpointHeader d = codec.decode(CheckpointHeader.class, description);
            return Optional.of(
                    new Checkpoint(file, d.name(), d.step(), d.epoch(), d.digest(), d.journalLength(), content));
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        } catch (IllegalArgumentException | BufferUnderflowException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    /** Returns what it says of itself, the rest unread; empty if that cannot be read. */
    private Optional<CheckpointHeader> description(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int length = in.readInt();
            return length < 0 || length > MOST_DESCRIBED
                    ? Optional.empty()
                    : Optional.of(codec.decode(CheckpointHeader.class, in.readNBytes(length)));
        } catch (EOFException | IllegalArgumentException | BufferUnderflowException ofAnotherVersion) {
            return Optional.empty();
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }

    private static int crc(ByteBuffer... parts) {
        CRC32C crc = new CRC32C();
        for (ByteBuffer part : parts) {
            crc.update(part);
        }
        return (int) crc.getValue();
    }
}
