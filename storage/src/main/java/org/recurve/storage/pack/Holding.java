package org.recurve.storage.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.Aside;
import org.recurve.storage.journal.Checkpoints;
import org.recurve.storage.journal.Failure;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.JournalFile;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.journal.TrialTrust;

/** A folder with a journal, read: whose it is, and how many bytes of its journal are whole. */
sealed interface Holding {
    /** Of what is wrong with one journal, so much is said. */
    int MOST_SHOWN = 10;

    Path folder();

    long whole();

    /** Where it belongs in any store, relative to the store. */
    Path place();

    /** A run of a study. */
    record OfRun(Path folder, long whole, Event.StudyStarted started) implements Holding {
        @Override
        public Path place() {
            String name = folder.getFileName().toString();
            return Path.of("studies", Manifest.allowsRun(name) ? name : "run-" + Aside.digits(journal(), whole));
        }
    }

    /** A trial, as it began last; {@code ended} is empty while it runs, or if it was killed. */
    record OfTrial(Path folder, long whole, Event.TrialStarted started, Optional<Event.TrialEnded> ended)
            implements Holding {
        @Override
        public Path place() {
            return new Layout(Path.of("")).trial(started.trial());
        }
    }

    /** Where it belongs if its place is taken by something else. */
    default Path beside() {
        return Aside.of(place(), journal(), whole());
    }

    /** Whether both have the same bytes, as copies have. */
    default boolean isCopyOf(Path otherJournal) {
        try {
            long same = Files.mismatch(journal(), otherJournal);
            return same < 0 || same >= whole() && Files.size(otherJournal) <= whole();
        } catch (IOException e) {
            throw Failure.of("compare", journal(), e);
        }
    }

    /** Where the store that it lies in has it from. */
    default TrialTrust trust() {
        return FolderMarks.trust(folder());
    }

    /** What lies in this folder; nothing if its journal ends before its first record. */
    static Optional<Holding> read(Path folder) {
        Path journal = Layout.journal(folder);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isPlain(journal)) {
            throw new Refused(journal + ": is reached by a link, or is no file; only plain files are taken");
        }
        Set<String> about = new TreeSet<>();
        List<Event> marks = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        long whole = new JournalFile(journal)
                .whole(
                        event -> {
                            about.add(about(event));
                            if (!(event instanceof Event.StepDone || event instanceof Event.Recorded)) {
                                marks.add(event);
                            }
                        },
                        refused::add);
        if (!refused.isEmpty()) {
            throw new Refused(journal + ": " + refused.size() + " of its records are not what Recurve writes:\n    "
                    + refused.stream().limit(MOST_SHOWN).collect(Collectors.joining("\n    ")));
        }
        if (about.size() > 1) {
            throw new Refused(journal + ": speaks of several things (" + Quoted.of(String.join(", ", about))
                    + "); a journal is about one trial, or one run of a study");
        }
        return of(folder, whole, marks);
    }

    private static String about(Event event) {
        return switch (event) {
            case Event.OfTrial of -> of.trial();
            case Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> "a run";
        };
    }

    private static Optional<Holding> of(Path folder, long whole, List<Event> marks) {
        Optional<Holding> holding = Optional.empty();
        for (Event mark : marks) {
            holding = switch (mark) {
                case Event.StudyStarted started -> Optional.of(new OfRun(folder, whole, started));
                case Event.TrialStarted started -> Optional.of(new OfTrial(folder, whole, started, Optional.empty()));
                case Event.TrialEnded ended -> holding.map(it -> ended(it, ended));
                default -> holding;
            };
        }
        return holding;
    }

    private static Holding ended(Holding holding, Event.TrialEnded ended) {
        return holding instanceof OfTrial(Path folder, long whole, Event.TrialStarted started, Optional<?> _)
                ? new OfTrial(folder, whole, started, Optional.of(ended))
                : holding;
    }

    default Path journal() {
        return Layout.journal(folder());
    }

    /** The files of its checkpoints. */
    default List<Path> checkpoints() {
        Path checkpoints = Layout.checkpoints(folder());
        if (!Files.isDirectory(checkpoints, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.filter(file -> Checkpoints.isNamedAsOne(file) && isPlain(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failure.of("list", checkpoints, e);
        }
    }

    private static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
