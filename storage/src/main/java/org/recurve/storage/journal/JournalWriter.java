package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;
import org.recurve.storage.file.UninterruptedFiles;
import org.recurve.storage.record.ByteEncoder;
import org.recurve.storage.record.EventCodec;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.StepContext;

/**
 * A journal open for writing. When {@link #append} returns, the event survives a kill of this process; when {@link #sync}
 * returns, everything survives a loss of power. For one process (see {@link org.recurve.storage.file.FolderLock}), and one thread at a time, but
 * that another may sync meanwhile.
 */
public final class JournalWriter implements AutoCloseable {
    private final Path file;
    private final AppendChannel channel;
    private final EventCodec codec = new EventCodec(new RecordCodec());
    private StepContext steps = StepContext.NONE;
    private long length;
    /** Says whether the disk knows the file by its name. */
    private boolean entered;

    private volatile Optional<IOException> broken = Optional.empty();

    private JournalWriter(Path file, AppendChannel channel, long length) {
        this.file = file;
        this.channel = channel;
        this.length = length;
    }

    /** Opens a journal to append to what it holds; see {@link #open(Path, long, Tape.Opener)}. */
    public static JournalWriter open(Path file, AppendChannel.ChannelOpener opener) {
        return open(file, Long.MAX_VALUE, opener);
    }

    /**
     * Opens a journal and cuts it at {@code keep} bytes, or at its last whole record if that comes first. What is cut off
     * because it was damaged is kept beside it, as {@code journal.damaged}. The file is created if it is not there.
     */
    public static JournalWriter open(Path file, long keep, AppendChannel.ChannelOpener opener) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            UninterruptedFiles.<Boolean, IOException>call(() -> renew(file, keep));
            AppendChannel channel = opener.open(file);
            return new JournalWriter(file, channel, channel.length());
        } catch (IOException e) {
            throw DiskFailure.of("open", file, e);
        }
    }

    /** Returns a copy of what is kept, under a new generation, takes the file's place: a reader sees one or the other. */
    private static boolean renew(Path file, long keep) throws IOException {
        long whole = Files.exists(file) ? whole(file) : 0;
        Path next = file.resolveSibling("journal.next");
        try (FileChannel to = FileChannel.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer header = ByteBuffer.allocate(JournalReader.HEADER);
            header.putLong(JournalReader.MAGIC).putLong(UUID.randomUUID().getMostSignificantBits());
            to.write(header.flip());
            if (Math.min(whole, keep) > JournalReader.HEADER) {
                try (FileChannel from = FileChannel.open(file)) {
                    copy(from, to, JournalReader.HEADER, Math.min(whole, keep));
                }
                to.force(true); // before it replaces the only copy of what is kept
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static void copy(FileChannel from, FileChannel to, long start, long end) throws IOException {
        for (long at = start; at < end; ) {
            at += from.transferTo(at, end - at, to);
        }
    }

    /** Returns the bytes up to the last whole record; damaged ones behind it are put aside. */
    private static long whole(Path file) throws IOException {
        return switch (new JournalReader(file).forEach(event -> {})) {
            case JournalTail.CleanTail() -> Files.size(file);
            case JournalTail.TornTail(long offset, long bytes) -> offset;
            case JournalTail.DamagedTail(long offset, long bytes) -> {
                try (FileChannel from = FileChannel.open(file);
                        FileChannel to = FileChannel.open(
                                file.resolveSibling("journal.damaged"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND,
                                LinkOption.NOFOLLOW_LINKS)) {
                    copy(from, to, offset, offset + bytes);
                    to.force(true);
                }
                yield offset;
            }
        };
    }

    /** Writes an event at the end; throws {@link org.recurve.storage.file.StoreException} if the disk does not take it, and then for good. */
    public void append(Event event) {
        ByteEncoder out = new ByteEncoder();
        StepContext header = codec.append(event, steps, out);
        write(out);
        steps = header;
    }

    private void write(ByteEncoder frames) {
        broken.ifPresent(before -> {
            throw DiskFailure.of("write", file, before);
        });
        try {
            channel.write(frames.view(0));
            length += frames.size();
        } catch (IOException e) {
            broken = Optional.of(e);
            cutBack(e);
            throw DiskFailure.of("write", file, e);
        }
    }

    /** Best effort: what cannot be cut off now is cut off when the journal is opened next. */
    private void cutBack(IOException cause) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Waits until the disk has everything; another thread may append meanwhile. */
    public void sync() {
        try {
            channel.sync();
            if (!entered) {
                DurableFiles.syncFolder(file);
                entered = true;
            }
        } catch (IOException e) {
            broken = Optional.of(e);
            throw DiskFailure.of("sync", file, e);
        }
    }

    /** Bytes written so far. */
    public long length() {
        return length;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw DiskFailure.of("close", file, e);
        }
    }
}
