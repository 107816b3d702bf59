package org.recurve.storage.index;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.recurve.storage.file.FailureCauses;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.index.JournalScan.FileStamp;
import org.recurve.storage.index.JournalScan.ScannedJournal;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.JournalChunk;
import org.recurve.storage.journal.JournalPosition;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.StepContext;

/**
 * Brings the index up to date with the journals. How far each was read is committed together with what was read, so that
 * a kill between the two cannot lose or double anything. Only ever used by one thread.
 */
final class JournalTailer {
    /** Rows of one transaction, about. */
    private static final int AT_ONCE = 4096;

    private final StoreLayout layout;
    private final RecordCodec codec = new RecordCodec();
    /** Journals that are read alone just now, since the tables refused some row. */
    private final Set<Integer> unwritable = new HashSet<>();
    /** Goes up after each change of the index. */
    private final AtomicLong changes = new AtomicLong();

    /** Read and written by the one thread that writes the index. */
    private boolean isChanged;

    private volatile Remembered remembered = Remembered.NOTHING;

    /** Holds how the journals look to whoever looked ahead; taken once. */
    private final AtomicReference<Supplier<List<ScannedJournal>>> ahead = new AtomicReference<>();

    /** Describes what the index knew of all journals after so many changes; given back where memory is short. */
    private record Remembered(long changes, SoftReference<JournalPages.KnownJournals> journals) {
        private static final Remembered NOTHING = new Remembered(-1, new SoftReference<>(null));
    }

    private final RenamedRuns renamed;

    JournalTailer(StoreLayout layout) {
        this.layout = layout;
        this.renamed = new RenamedRuns(layout.root());
    }

    /** A journal that has more than the index; nothing is known of it if it is new. */
    private record UnreadJournal(ScannedJournal scanned, Optional<JournalEntry> before) {
        private boolean isChanged() {
            return before.filter(entry -> scanned.stamp().isChangeOf(entry)).isPresent();
        }
    }

    /** The same with its number; read {@code anew} if it was changed within what was read. */
    private record Due(int id, Path file, FileStamp seen, boolean anew) {}

    /** Describes how far a journal was read before, and what was wrong with it up to there. */
    private record Reached(JournalPosition position, String damage) {}

    /** Follows the journals over one connection: the database remembers for it how it runs each statement. */
    void catchUp(Jdbi jdbi) {
        jdbi.useHandle(this::catchUp);
    }

    /** Returns what the index knows of all journals; may be asked by any thread. */
    JournalPages.KnownJournals journals(Handle handle) {
        return remembered().orElseGet(() -> {
            long before = changes.get();
            JournalPages.KnownJournals journals = JournalPages.known(handle);
            remembered = new Remembered(before, new SoftReference<>(journals));
            return journals;
        });
    }

    /** Returns what the index knows of all journals, if it was asked for since it changed. */
    Optional<JournalPages.KnownJournals> remembered() {
        Remembered last = remembered;
        return last.changes() == changes.get()
                ? Optional.ofNullable(last.journals().get())
                : Optional.empty();
    }

    /** Begins to look at the journals, for the next time that the index catches up. */
    void lookAhead() {
        ahead.set(JournalScan.begin(layout));
    }

    /** Says that the index is another than before. */
    void changed() {
        ahead.set(null);
        changes.incrementAndGet();
        remembered = Remembered.NOTHING;
        renamed.forget();
    }

    private void catchUp(Handle handle) {
        try {
            isChanged |= renamed.follow(handle);
            catchUp(handle, known(handle));
        } finally {
            if (isChanged) {
                changed();
                isChanged = false;
            }
        }
    }

    private void catchUp(Handle handle, Map<String, JournalEntry> known) {
        List<UnreadJournal> behind = new ArrayList<>();
        Supplier<List<ScannedJournal>> looked = ahead.getAndSet(null);
        for (ScannedJournal scanned : looked == null ? JournalScan.of(layout) : looked.get()) {
            if (scanned.isThere()) {
                Optional<JournalEntry> before = Optional.ofNullable(known.remove(scanned.folder()));
                boolean same = before.isPresent() && scanned.stamp().isThatOf(before.get());
                before.ifPresent(entry -> followTrust(handle, entry, !same));
                if (!same) {
                    behind.add(new UnreadJournal(scanned, before));
                }
            }
        }
        if (!behind.isEmpty()) {
            isChanged = true;
            behind.sort(Comparator.comparing(UnreadJournal::scanned, ScannedJournal.IN_ORDER));
            follow(handle, behind);
        }
        known.values().forEach(gone -> {
            forget(handle, gone.id());
            handle.execute("delete from journal where id = ?", gone.id());
        });
    }

    private void forget(Handle handle, int journal) {
        isChanged = true;
        handle.execute(JournalPages.FORGET, JournalPages.number(journal));
    }

    private Map<String, JournalEntry> known(Handle handle) {
        List<JournalEntry> entries = journals(handle).all();
        if (JournalPages.drop(handle, entries.size())) {
            changed();
            return known(handle);
        }
        Map<String, JournalEntry> known = HashMap.newHashMap(entries.size());
        entries.forEach(entry -> known.put(entry.folder(), entry));
        return known;
    }

    /** Follows a change of trust: what is this store's own can only have become another's with another journal. */
    private void followTrust(Handle handle, JournalEntry entry, boolean changed) {
        if (changed || entry.trust() != TrialTrust.OWN) {
            TrialTrust trust = FolderMarks.trust(layout.root().resolve(entry.folder()));
            if (trust != entry.trust()) {
                forget(handle, entry.id());
                handle.execute("update journal set trust = ? where id = ?", trust.name(), entry.id());
            }
        }
    }

    private void follow(Handle handle, List<UnreadJournal> behind) {
        Iterator<Integer> fresh = register(
                        handle,
                        behind.stream().filter(each -> each.before().isEmpty()).toList())
                .iterator();
        List<Due> all = behind.stream()
                .map(each -> new Due(
                        each.before().map(JournalEntry::id).orElseGet(fresh::next),
                        each.scanned().file(layout),
                        each.scanned().stamp(),
                        each.isChanged()))
                .toList();
        new TailPass(handle).read(all);
    }

    /** Reads journals into rows that are written together. One that cannot be read, or written, costs no other anything. */
    private final class TailPass {
        private final Handle handle;
        private final JournalRows rows;
        /** Says what the rows that are not written yet come from. */
        private final List<Due> unwritten = new ArrayList<>();

        private TailPass(Handle handle) {
            this.handle = handle;
            this.rows = new JournalRows(codec, handle);
        }

        void read(List<Due> all) {
            all.forEach(this::read);
            write();
        }

        private void read(Due due) {
            Reached before = reached(handle, due.id());
            JournalPosition reached = due.anew() ? before.position().anew() : before.position();
            JournalNotes notes = JournalNotes.of(due.file(), reached.offset() == 0 ? "" : before.damage());
            boolean more = true;
            unwritten.add(due);
            while (more) {
                JournalChunk chunk;
                try {
                    chunk = new JournalReader(due.file(), codec).read(reached);
                    notes = (chunk.restarted() ? JournalNotes.of(due.file(), "") : notes).and(chunk);
                    add(due, reached.offset() == 0, chunk, notes);
                } catch (StoreException unreadable) {
                    rows.unreadable(due.id(), firstLine(unreadable));
                    return;
                } catch (JournalNotes.SetAside broken) {
                    setAside(due, String.valueOf(broken.getMessage()));
                    return;
                } catch (RuntimeException broken) {
                    setAside(due, broken.toString());
                    return;
                }
                reached = chunk.next();
                more = chunk.more();
                if ((more || rows.size() >= AT_ONCE) && !write()) {
                    return;
                }
            }
        }

        private void add(Due due, boolean first, JournalChunk chunk, JournalNotes notes) {
            FileStamp seen = chunk.more() ? FileStamp.NEVER : due.seen();
            if (chunk.restarted()) {
                rows.delete(due.id());
            }
            rows.add(due.id(), first || chunk.restarted(), notes.sound(chunk));
            rows.reached(due.id(), chunk.next(), seen.bytes(), seen.modified(), notes.text());
        }

        /** Leaves out all that a journal holds until it changes. */
        private void setAside(Due due, String why) {
            rows.delete(due.id());
            rows.reached(
                    due.id(),
                    JournalPosition.START,
                    due.seen().bytes(),
                    due.seen().modified(),
                    JournalNotes.setAside(due.file(), why));
        }

        /**
         * Writes the rows there are. If the tables refuse one, each journal is read alone, to see which must be set aside.
         *
         * @return whether the rows were taken as they were; otherwise their journals are done with
         */
        private boolean write() {
            List<Due> from = List.copyOf(unwritten);
            unwritten.clear();
            try {
                rows.write();
                return true;
            } catch (RuntimeException e) {
                if (!isRefused(e)) {
                    throw e;
                }
                from.forEach(due -> readAlone(due, e));
                return false;
            }
        }

        private void readAlone(Due due, RuntimeException refusal) {
            TailPass alone = new TailPass(handle);
            if (unwritable.add(due.id())) {
                alone.read(List.of(due));
            } else {
                alone.setAside(due, String.valueOf(refusal.getMessage()));
                alone.rows.write();
            }
            unwritable.remove(due.id());
        }
    }

    private static String firstLine(StoreException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Returns whether a statement failed for what it was to write: the standard's classes 22, data exceptions, and 23, constraints. */
    private static boolean isRefused(RuntimeException failure) {
        return FailureCauses.of(failure)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("22")
                                || sql.getSQLState().startsWith("23")));
    }

    private Reached reached(Handle handle, int id) {
        return handle.select("select generation, reached, steps_of, damage from journal where id = ?", id)
                .map((row, context) -> new Reached(
                        new JournalPosition(
                                row.getLong(1), row.getLong(2), codec.decode(StepContext.class, row.getBytes(3))),
                        row.getString(4)))
                .one();
    }

    /** Returns the numbers of journals that are new, in their order. */
    private List<Integer> register(Handle handle, List<UnreadJournal> fresh) {
        if (fresh.isEmpty()) {
            return List.of();
        }
        // The new ones are on the last page, or come after it.
        handle.execute("delete from journal_page where number >= ?", JournalPages.last(handle));
        byte[] none = codec.encode(StepContext.class, StepContext.NONE);
        try (PreparedBatch batch = handle.prepareBatch(
                "insert into journal (folder, generation, reached, steps_of, bytes, modified, damage, trust, sequence)"
                        + " values (?, 0, 0, ?, -1, -1, '', ?, ?)")) {
            fresh.forEach(each -> {
                Path folder = layout.root().resolve(each.scanned().folder());
                batch.add(
                        each.scanned().folder(), none, FolderMarks.trust(folder).name(), FolderMarks.sequence(folder));
            });
            return batch.executePreparedBatch("id").mapTo(int.class).list();
        }
    }
}
