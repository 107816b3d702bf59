package org.recurve.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.Aside;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.Checkpoints;
import org.recurve.storage.journal.FolderLock;
import org.recurve.storage.journal.Journal;
import org.recurve.storage.journal.JournalFile;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.journal.Syncing;
import org.recurve.storage.journal.Tape;

/** A trial's folder while this process runs the trial. */
final class ClaimedTrial {
    private final String trial;
    private final Path folder;
    private final FolderLock lock;
    private final Tape.Opener disk;
    private final Checkpoints checkpoints;
    private Optional<Journal> journal = Optional.empty();
    private boolean resumed;

    ClaimedTrial(String trial, Path folder, FolderLock lock, Tape.Opener disk) {
        this.trial = trial;
        this.folder = folder;
        this.lock = lock;
        this.disk = disk;
        this.checkpoints = new Checkpoints(Layout.checkpoints(folder), disk);
    }

    /** Begins the journal anew, unless the trial was just resumed. */
    synchronized void begin(Event.TrialStarted started) {
        if (!resumed) {
            journal.ifPresent(Journal::close);
            Aside.makeRoom(folder);
            checkpoints.clear();
            open(0);
        }
        resumed = false;
        append(started);
    }

    synchronized void append(Event event) {
        journal().append(event);
    }

    synchronized long recorded() {
        return journal().length();
    }

    /** Holds up nobody who records meanwhile: a disk may take its time. */
    Event.Checkpointed checkpoint(String name, long step, int epoch, String digest, long recorded, byte[] content) {
        opened().sync();
        Path file = checkpoints.write(name, step, epoch, digest, recorded, content);
        return new Event.Checkpointed(trial, step, epoch, inFolder(file), digest);
    }

    private synchronized Journal opened() {
        return journal();
    }

    void prune(int keep) {
        checkpoints.prune(keep);
    }

    /** What the journal says after the checkpoint is cut off, its own event too, which is therefore written again. */
    synchronized Optional<Checkpoint> resume() {
        Path file = Layout.journal(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<Checkpoint> latest = checkpoints.latest(new JournalFile(file).whole());
        latest.ifPresent(from -> {
            journal.ifPresent(Journal::close);
            checkpoints.cut(from.journalLength());
            open(from.journalLength());
            append(new Event.Checkpointed(trial, from.step(), from.epoch(), inFolder(from.file()), from.digest()));
            resumed = true;
        });
        return latest;
    }

    private void open(long keep) {
        journal = Optional.of(Journal.open(Layout.journal(folder), keep, disk));
    }

    private Journal journal() {
        return journal.orElseThrow(() -> new IllegalStateException("trial " + trial + " has not begun"));
    }

    private String inFolder(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Gives the folder back; its journal is whole, and synced by and by. */
    synchronized void close(Syncing syncing) {
        try (lock) {
            journal.ifPresent(syncing::accept);
        }
    }
}
