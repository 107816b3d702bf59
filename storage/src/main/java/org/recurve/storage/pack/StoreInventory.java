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
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.journal.CheckpointFiles;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.FurtherRuns;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;

/** A folder with a journal, read: whose it is, and how many bytes of its journal are whole. */
sealed interface StoreInventory {
    /** Limits how many problems of one journal are reported. */
    int MOST_SHOWN = 10;

    Path folder();

    long whole();

    /** Returns where it belongs in any store, relative to the store. */
    Path place();

    /** A run of a study. */
    record RunFolder(Path folder, long whole, Event.StudyStarted started) implements StoreInventory {
        @Override
        public Path place() {
            String name = folder.getFileName().toString();
            return Path.of(
                    "studies", PackManifest.allowsRun(name) ? name : "run-" + FurtherRuns.digits(journal(), whole));
        }
    }

    /** A trial, as it began last; {@code ended} is empty while it runs, or if it was killed. */
    record TrialFolder(Path folder, long whole, Event.TrialStarted started, Optional<Event.TrialEnded> ended)
            implements StoreInventory {
        @Override
        public Path place() {
            return new StoreLayout(Path.of("")).trial(started.trial());
        }
    }

    /** Returns where it belongs if its place is taken by something else. */
    default Path beside() {
        return FurtherRuns.of(place(), journal(), whole());
    }

    /** Returns whether both have the same bytes, as copies have. */
    default boolean isCopyOf(Path otherJournal) {
        try {
            long same = Files.mismatch(journal(), otherJournal);
            return same < 0 || same >= whole() && Files.size(otherJournal) <= whole();
        } catch (IOException e) {
            throw DiskFailure.of("compare", journal(), e);
        }
    }

    /** Returns where the store that it lies in has it from. */
    default TrialTrust trust() {
        return FolderMarks.trust(folder());
    }

    /** Returns what lies in this folder; nothing if its journal ends before its first record. */
    static Optional<StoreInventory> read(Path folder) {
        Path journal = StoreLayout.journal(folder);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isPlain(journal)) {
            throw new RefusedPack(journal + ": is a link or not a file; only regular files are accepted");
        }
        Set<String> about = new TreeSet<>();
        List<Event> marks = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        long whole = new JournalReader(journal)
                .whole(
                        event -> {
                            about.add(about(event));
                            if (!(event instanceof Event.StepDone || event instanceof Event.Recorded)) {
                                marks.add(event);
                            }
                        },
                        refused::add);
        if (!refused.isEmpty()) {
            throw new RefusedPack(journal + ": " + refused.size() + " of its records are not what Recurve writes:\n    "
                    + refused.stream().limit(MOST_SHOWN).collect(Collectors.joining("\n    ")));
        }
        if (about.size() > 1) {
            throw new RefusedPack(journal + ": speaks of several things (" + QuotedText.of(String.join(", ", about))
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

    private static Optional<StoreInventory> of(Path folder, long whole, List<Event> marks) {
        Optional<StoreInventory> holding = Optional.empty();
        for (Event mark : marks) {
            holding = switch (mark) {
                case Event.StudyStarted started -> Optional.of(new RunFolder(folder, whole, started));
                case Event.TrialStarted started ->
                    Optional.of(new TrialFolder(folder, whole, started, Optional.empty()));
                case Event.TrialEnded ended -> holding.map(it -> ended(it, ended));
                default -> holding;
            };
        }
        return holding;
    }

    private static StoreInventory ended(StoreInventory inventory, Event.TrialEnded ended) {
        return inventory instanceof TrialFolder(Path folder, long whole, Event.TrialStarted started, Optional<?> _)
                ? new TrialFolder(folder, whole, started, Optional.of(ended))
                : inventory;
    }

    default Path journal() {
        return StoreLayout.journal(folder());
    }

    /** Returns the files of its checkpoints. */
    default List<Path> checkpoints() {
        Path checkpoints = StoreLayout.checkpoints(folder());
        if (!Files.isDirectory(checkpoints, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.filter(file -> CheckpointFiles.isNamedAsOne(file) && isPlain(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", checkpoints, e);
        }
    }

    private static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
