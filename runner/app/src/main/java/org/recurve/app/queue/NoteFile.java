package org.recurve.app.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.recurve.app.worker.WireInput;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.app.worker.WireOutput;

/** A file with one note. Links are not followed, and what is too large or damaged is no note. */
record NoteFile(Path path) {
    /** Bounds an offer, which holds a checkpoint. */
    private static final int MOST = 1 << 30;

    /** Returns the note; empty if there is none that can be read. */
    Optional<QueueNote> read() {
        try (InputStream file = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = file.readNBytes(MOST);
            return new WireInput<>(new ByteArrayInputStream(bytes), QueueNote.class)
                    .next()
                    .flatMap(NoteFile::note);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<QueueNote> note(Sent<QueueNote> sent) {
        return switch (sent) {
            case Sent.SentMessage(QueueNote note) -> Optional.of(note);
            case Sent.SentEvent<QueueNote> _, Sent.SentEnd<QueueNote> _ -> Optional.empty();
        };
    }

    /** Writes the note, if there is no such file yet; of several that try, one succeeds. What cannot be written whole is deleted. */
    boolean create(QueueNote note) throws IOException {
        byte[] bytes = bytes(note);
        boolean isWhole = false;
        try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                file.write(bytes);
                isWhole = true;
            } finally {
                if (!isWhole) {
                    Files.delete(path);
                }
            }
            return true;
        } catch (FileAlreadyExistsException another) {
            return false;
        }
    }

    /** Writes the note in place of whatever is there: readers see the one or the other. */
    void replace(QueueNote note) throws IOException {
        Path next = path.resolveSibling("." + UUID.randomUUID());
        try {
            Files.write(next, bytes(note), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(next);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private void move(Path next) throws IOException {
        try {
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("its file system cannot rename files at once", e);
        }
    }

    private static byte[] bytes(QueueNote note) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WireOutput out = new WireOutput(bytes)) {
            out.send(QueueNote.class, (Record) note);
        }
        return bytes.toByteArray();
    }
}
