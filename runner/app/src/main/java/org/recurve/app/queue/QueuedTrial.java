package org.recurve.app.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Free;
import org.recurve.app.queue.QueueNote.Held;
import org.recurve.app.queue.QueueNote.Offer;
import org.recurve.app.queue.QueueNote.Refusal;
import org.recurve.app.queue.QueueNote.TurnNote;

/**
 * A trial in the folder. Turns follow one another, each a file that only one can create: somebody holds the trial, or it is free again,
 * or done. Who holds it in a turn writes that turn's result, which grows as the trial is trained.
 */
record QueuedTrial(Path folder) {
    private static final Pattern TURN = Pattern.compile("turn-(\\d{1,6})");
    private static final String REFUSED = "refused-";
    private static final String STOP = "stop";

    boolean exists() {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns whether it is also trained by somebody else, who is slow. */
    boolean isSpare() {
        return folder.getFileName().toString().contains(QueueFolder.SPARE);
    }

    /** Returns whether it waits for a worker. */
    boolean isFree() {
        OptionalInt latest = latest();
        return latest.isEmpty()
                || look(latest.getAsInt()).filter(Free.class::isInstance).isPresent();
    }

    NoteFile offer() {
        return new NoteFile(folder.resolve("offer"));
    }

    /** Returns what is to be trained; empty if nobody can read it. */
    Optional<Offer> offered() {
        return offer().read().filter(Offer.class::isInstance).map(Offer.class::cast);
    }

    /** Returns the number of the latest turn. */
    OptionalInt latest() {
        return QueueFolder.names(folder).stream()
                .map(TURN::matcher)
                .filter(Matcher::matches)
                .mapToInt(turn -> Integer.parseInt(turn.group(1)))
                .max();
    }

    private NoteFile turn(int number) {
        return new NoteFile(folder.resolve("turn-" + number));
    }

    /** Returns a turn; one whose file is there and cannot be read, or not yet, is held by somebody who gives no sign of life. */
    Optional<TurnNote> look(int number) {
        Optional<TurnNote> note =
                turn(number).read().filter(TurnNote.class::isInstance).map(TurnNote.class::cast);
        return note.isPresent() || !Files.exists(turn(number).path(), LinkOption.NOFOLLOW_LINKS)
                ? note
                : Optional.of(new Held(""));
    }

    /** Takes a turn; false if somebody else was first, or the trial is gone. */
    boolean take(int number, TurnNote what) throws IOException {
        try {
            return turn(number).create(what);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Has nobody take it any more; returns whether somebody has it, or had it to its end. */
    boolean close() throws IOException {
        while (exists()) {
            int last = latest().orElse(-1);
            TurnNote note = last < 0 ? new Free(false, "") : look(last).orElseGet(Done::new);
            if (note instanceof Done || take(last + 1, new Done())) {
                return !(note instanceof Free);
            }
        }
        return false;
    }

    /** Returns where a turn's result is written. */
    Path result(int number) {
        return folder.resolve("result-" + number);
    }

    List<Refusal> refusals() {
        return QueueFolder.names(folder).stream()
                .filter(name -> name.startsWith(REFUSED))
                .flatMap(name -> new NoteFile(folder.resolve(name)).read().stream())
                .filter(Refusal.class::isInstance)
                .map(Refusal.class::cast)
                .toList();
    }

    boolean isRefusedBy(String worker) {
        return Files.exists(folder.resolve(REFUSED + worker), LinkOption.NOFOLLOW_LINKS);
    }

    void refuse(Refusal refusal) throws IOException {
        new NoteFile(folder.resolve(REFUSED + refusal.worker())).create(refusal);
    }

    boolean isToStop() {
        return Files.exists(folder.resolve(STOP), LinkOption.NOFOLLOW_LINKS);
    }

    void stop() throws IOException {
        new NoteFile(folder.resolve(STOP)).create(new Done());
    }

    /** Takes the trial out of the folder, at once for everybody; whoever trains it does so for nobody. */
    void withdraw() throws IOException {
        Path gone = folder.resolveSibling("." + UUID.randomUUID());
        try {
            Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException already) {
            return;
        }
        new QueuedTrial(gone).delete();
    }

    /** Deletes what lies in the folder, which holds no folders, and then itself. */
    void delete() {
        try {
            for (String name : QueueFolder.names(folder)) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException stillWritten) {
            return; // a hidden folder that is in nobody's way
        }
    }
}
