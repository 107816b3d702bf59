package org.recurve.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.CheckpointFiles;
import org.recurve.storage.journal.FurtherRuns;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalSync;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.StoreLayout;

/** A trial's folder while this process runs the trial. */
final class ClaimedTrial {
    private final String trial;
    private final Path folder;
    private final FolderLock lock;
    private final AppendChannel.ChannelOpener disk;
    private final CheckpointFiles files;
    private Optional<JournalWriter> journal = Optional.empty();
    private boolean resumed;

    ClaimedTrial(String trial, Path folder, FolderLock lock, AppendChannel.ChannelOpener disk) {
        this.trial = trial;
        this.folder = folder;
        this.lock = lock;
        this.disk = disk;
        this.files = new CheckpointFiles(StoreLayout.checkpoints(folder), disk);
    }

    /** Begins the journal anew, unless the trial was just resumed. */
    synchronized void begin(Event.TrialStarted started) {
        if (!resumed) {
            journal.ifPresent(JournalWriter::close);
            FurtherRuns.makeRoom(folder);
            files.clear();
            forgetWeights();
            open(0);
        }
        resumed = false;
        append(started);
    }

    Path folder() {
        return folder;
    }

    /** Deletes what an earlier course of the trial learnt, which is not what this one will. */
    private void forgetWeights() {
        Path weights = StoreLayout.weights(folder);
        try {
            Files.deleteIfExists(weights);
        } catch (IOException e) {
            throw DiskFailure.of("delete", weights, e);
        }
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
        Path file = files.write(name, step, epoch, digest, recorded, content);
        return new Event.Checkpointed(trial, step, epoch, inFolder(file), digest);
    }

    private synchronized JournalWriter opened() {
        return journal();
    }

    void prune(int keep) {
        files.prune(keep);
    }

    /** Returns what the journal says after the checkpoint is cut off, its own event too, which is therefore written again. */
    synchronized Optional<Checkpoint> resume() {
        Path file = StoreLayout.journal(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<Checkpoint> latest = files.latest(new JournalReader(file).whole());
        latest.ifPresent(from -> {
            journal.ifPresent(JournalWriter::close);
            files.cut(from.journalLength());
            open(from.journalLength());
            append(new Event.Checkpointed(trial, from.step(), from.epoch(), inFolder(from.file()), from.digest()));
            resumed = true;
        });
        return latest;
    }

    /** Returns the latest checkpoint that the journal reaches; both stay as they are. */
    synchronized Optional<Checkpoint> left() {
        Path file = StoreLayout.journal(folder);
        return Files.exists(file) ? files.latest(new JournalReader(file).whole()) : Optional.empty();
    }

    synchronized void recorded(Consumer<Event> each) {
        new JournalReader(StoreLayout.journal(folder)).forEach(each);
    }

    private void open(long keep) {
        journal = Optional.of(JournalWriter.open(StoreLayout.journal(folder), keep, disk));
    }

    private JournalWriter journal() {
        return journal.orElseThrow(() -> new IllegalStateException("trial " + trial + " has not begun"));
    }

    private String inFolder(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Gives the folder back; its journal is whole, and synced by and by. */
    synchronized void close(JournalSync journalSync) {
        try (lock) {
            journal.ifPresent(journalSync::accept);
        }
    }
}
