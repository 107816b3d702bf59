package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
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
    /** Rows of one transaction, about. */
    private static final int AT_ONCE = 4096;

    private final Layout layout;
    private final RecordCodec codec = new RecordCodec();

    Follower(Layout layout) {
        this.layout = layout;
    }

    /** What the index knows of a journal. */
    private record Known(int id, Seen seen) {}

    /** What a journal's file looked like. */
    private record Seen(long bytes, long modified) {}

    /** A journal that has more than the index; it has no number if it is new. */
    private record Behind(String folder, Path file, Optional<Integer> id, Seen seen) {}

    /** One connection for all: the database remembers for it how it runs each statement. */
    void catchUp(Jdbi jdbi) {
        jdbi.useHandle(this::catchUp);
    }

    private void catchUp(Handle handle) {
        Map<String, Known> known = known(handle);
        List<Behind> behind = new ArrayList<>();
        for (Path folder : layout.places()) {
            String name = folder.toString().replace('\\', '/');
            Optional<Known> before = Optional.ofNullable(known.remove(name));
            Path journal = Layout.journal(layout.root().resolve(folder));
            try {
                Seen seen = seen(journal);
                if (before.filter(it -> it.seen().equals(seen)).isEmpty()) {
                    behind.add(new Behind(name, journal, before.map(Known::id), seen));
                }
            } catch (NoSuchFileException e) {
                before.ifPresent(gone -> known.put(name, gone));
            } catch (IOException e) {
                if (Files.exists(journal)) {
                    throw new StoreException(
                            layout.root().resolve(folder) + ": cannot look at this folder: " + e.getMessage(), e);
                }
                before.ifPresent(gone -> known.put(name, gone));
            }
        }
        follow(handle, behind);
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

    private static Seen seen(Path journal) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(journal, BasicFileAttributes.class);
        return new Seen(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    private void follow(Handle handle, List<Behind> behind) {
        Iterator<Integer> fresh = register(
                        handle,
                        behind.stream().filter(each -> each.id().isEmpty()).toList())
                .iterator();
        Rows rows = new Rows(codec, handle);
        try {
            for (Behind each : behind) {
                Position reached = each.id().map(id -> reached(handle, id)).orElse(Position.START);
                follow(each, each.id().orElseGet(fresh::next), reached, rows);
            }
        } finally {
            rows.write();
        }
    }

    private void follow(Behind behind, int id, Position from, Rows rows) {
        JournalFile journal = new JournalFile(behind.file(), codec);
        Position reached = from;
        boolean more = true;
        while (more) {
            Chunk chunk = journal.read(reached);
            add(id, behind, reached.offset() == 0, chunk, rows);
            reached = chunk.next();
            more = chunk.more();
            if (more || rows.size() >= AT_ONCE) {
                rows.write();
            }
        }
    }

    private Position reached(Handle handle, int id) {
        return handle.select("select generation, reached, steps_of from journal where id = ?", id)
                .map((row, context) ->
                        new Position(row.getLong(1), row.getLong(2), codec.decode(StepsOf.class, row.getBytes(3))))
                .one();
    }

    /** The numbers of journals that are new, in their order. */
    private List<Integer> register(Handle handle, List<Behind> fresh) {
        if (fresh.isEmpty()) {
            return List.of();
        }
        byte[] none = codec.encode(StepsOf.class, StepsOf.NONE);
        try (PreparedBatch batch = handle.prepareBatch(
                "insert into journal (folder, generation, reached, steps_of, bytes, modified, damage)"
                        + " values (?, 0, 0, ?, -1, -1, '')")) {
            fresh.forEach(each -> batch.add(each.folder(), none));
            return batch.executePreparedBatch("id").mapTo(int.class).list();
        }
    }

    private void add(int id, Behind behind, boolean first, Chunk chunk, Rows rows) {
        if (chunk.restarted()) {
            rows.delete(id);
        }
        rows.add(id, first || chunk.restarted(), chunk.entries());
        rows.reached(
                chunk.next().generation(),
                chunk.next().offset(),
                codec.encode(StepsOf.class, chunk.next().steps()),
                chunk.more() ? -1 : behind.seen().bytes(),
                chunk.more() ? -1 : behind.seen().modified(),
                damage(behind.file(), chunk),
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
