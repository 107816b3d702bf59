package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.recurve.storage.journal.Chunk;
import org.recurve.storage.journal.JournalFile;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.journal.Position;
import org.recurve.storage.journal.RecordCodec;
import org.recurve.storage.journal.StepsOf;
import org.recurve.storage.journal.StoreException;
import org.recurve.storage.journal.Tail;

/**
 * Brings the index up to date with the journals. How far each was read is committed together with what was read, so that
 * a kill between the two cannot lose or double anything. Only ever used by one thread.
 */
final class Follower {
    private final Layout layout;
    private final RecordCodec codec = new RecordCodec();

    Follower(Layout layout) {
        this.layout = layout;
    }

    /** What the index knows of a journal. */
    private record Known(int id, Seen seen) {}

    /** What a journal's file looked like. */
    private record Seen(long bytes, long modified) {}

    /** One connection for all: the database remembers for it how it runs each statement. */
    void catchUp(Jdbi jdbi) {
        jdbi.useHandle(this::catchUp);
    }

    private void catchUp(Handle handle) {
        Map<String, Known> known = known(handle);
        for (Path folder : layout.places()) {
            String name = folder.toString().replace('\\', '/');
            Optional<Known> before = Optional.ofNullable(known.remove(name));
            Path journal = Layout.journal(layout.root().resolve(folder));
            try {
                follow(handle, name, journal, before);
            } catch (IOException e) {
                if (Files.exists(journal)) {
                    throw new StoreException(
                            layout.root().resolve(folder) + ": cannot look at this folder: " + e.getMessage(), e);
                }
                before.ifPresent(gone -> known.put(name, gone));
            }
        }
        known.values().forEach(gone -> handle.execute("delete from journal where id = ?", gone.id()));
    }

    private Map<String, Known> known(Handle handle) {
        Map<String, Known> known = new HashMap<>();
        handle.select("select folder, id, bytes, modified from journal")
                .map((row, context) ->
                        known.put(row.getString(1), new Known(row.getInt(2), new Seen(row.getLong(3), row.getLong(4)))))
                .list();
        return known;
    }

    private void follow(Handle handle, String folder, Path file, Optional<Known> before) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Seen seen = new Seen(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        if (before.filter(known -> known.seen().equals(seen)).isPresent()) {
            return;
        }
        JournalFile journal = new JournalFile(file, codec);
        int id = before.map(Known::id).orElseGet(() -> register(handle, folder));
        Position reached = before.isEmpty() ? Position.START : reached(handle, id);
        boolean more = true;
        while (more) {
            Chunk chunk = journal.read(reached);
            handle.useTransaction(inside -> write(inside, id, file, chunk, seen));
            reached = chunk.next();
            more = chunk.more();
        }
    }

    private Position reached(Handle handle, int id) {
        return handle.select("select generation, reached, steps_of from journal where id = ?", id)
                .map((row, context) ->
                        new Position(row.getLong(1), row.getLong(2), codec.decode(StepsOf.class, row.getBytes(3))))
                .one();
    }

    private int register(Handle handle, String folder) {
        return handle.createUpdate(
                        "insert into journal (folder, generation, reached, steps_of, bytes, modified, damage)"
                                + " values (?, 0, 0, ?, -1, -1, '')")
                .bind(0, folder)
                .bind(1, codec.encode(StepsOf.class, StepsOf.NONE))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(int.class)
                .one();
    }

    private void write(Handle handle, int id, Path file, Chunk chunk, Seen seen) {
        if (chunk.restarted()) {
            for (String table :
                    List.of("run", "plan", "warning", "trial", "trial_event", "epoch", "artifact", "block")) {
                handle.execute("delete from " + table + " where journal = ?", id);
            }
        }
        new Rows(codec, handle, id).write(chunk.entries());
        handle.execute(
                "update journal set generation = ?, reached = ?, steps_of = ?, bytes = ?, modified = ?, damage = ?"
                        + " where id = ?",
                chunk.next().generation(),
                chunk.next().offset(),
                codec.encode(StepsOf.class, chunk.next().steps()),
                chunk.more() ? -1 : seen.bytes(),
                chunk.more() ? -1 : seen.modified(),
                damage(file, chunk),
                id);
    }

    private static String damage(Path file, Chunk chunk) {
        return switch (chunk.tail()) {
            case Tail.Damaged(long offset, long bytes) ->
                file + ": damaged at byte " + offset + ": the last " + bytes
                        + " bytes cannot be read and are left out; what stands before them is sound."
                        + " Run the experiment again to replace what was lost";
            case Tail.Torn it -> foreign(file, chunk);
            case Tail.Clean it -> foreign(file, chunk);
        };
    }

    private static String foreign(Path file, Chunk chunk) {
        return chunk.foreign().isEmpty()
                ? ""
                : file + ": " + chunk.foreign().size()
                        + " records were written by another version of Recurve and are left" + " out ("
                        + chunk.foreign().getFirst() + "). Read this store with the newer version";
    }
}
