package org.recurve.storage.index;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.recurve.storage.journal.StoreLayout;

/**
 * Looks at the file of every journal of a store. Only this tells of journals that somebody changed, so none is left out; the
 * processors share the work, since most of it is waiting for the system.
 */
final class JournalScan {
    private JournalScan() {}

    /** Describes what a journal's file looks like; {@link #NEVER} of one that must be read to learn more. */
    record FileStamp(long bytes, long modified) {
        /** Makes sure that the journal is looked at again. */
        static final FileStamp NEVER = new FileStamp(-1, -1);

        boolean isThatOf(JournalEntry entry) {
            return bytes == entry.bytes() && modified == entry.modified();
        }

        /** Returns whether a journal that looks so now was changed and not appended to: what was read of it may no longer hold. */
        boolean isChangeOf(JournalEntry entry) {
            return bytes == entry.bytes() && modified != entry.modified();
        }
    }

    /**
     * A place where a journal may be.
     *
     * @param folder relative to the store, with slashes
     * @param isThere whether there is a journal, as far as this user may know
     */
    record ScannedJournal(String folder, FileStamp stamp, boolean isThere) {
        /** Trials before runs, each in order of name. */
        static final Comparator<ScannedJournal> IN_ORDER = Comparator.comparing(
                        (ScannedJournal journal) -> StoreLayout.isOfTrial(journal.folder()))
                .reversed()
                .thenComparing(ScannedJournal::folder);

        Path file(StoreLayout layout) {
            return StoreLayout.journal(layout.root().resolve(folder));
        }
    }

    /** Begins to look, on a thread of its own, and returns what waits for the places of all journals. */
    static Supplier<List<ScannedJournal>> begin(StoreLayout layout) {
        CompletableFuture<List<ScannedJournal>> looking = CompletableFuture.supplyAsync(
                () -> of(layout), Thread.ofPlatform().name("recurve-journals").daemon()::start);
        return () -> looking.exceptionally(_ -> of(layout)).join();
    }

    /** Returns the places of all journals, in any order. */
    static List<ScannedJournal> of(StoreLayout layout) {
        List<ScannedJournal> all = new ArrayList<>();
        for (String kind : StoreLayout.KINDS) {
            all.addAll(layout.inside(kind).parallelStream()
                    .map(folder -> scan(kind, folder))
                    .toList());
        }
        return all;
    }

    /** Many are seen, so few paths are made: their names come from the text of one. */
    private static ScannedJournal scan(String kind, Path folder) {
        String path = folder.toString();
        String name = kind + "/" + path.substring(path.lastIndexOf(File.separatorChar) + 1);
        Path file = StoreLayout.journal(folder);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            return new ScannedJournal(name, new FileStamp(attributes.size(), modified), true);
        } catch (NoSuchFileException e) {
            return new ScannedJournal(name, FileStamp.NEVER, false);
        } catch (IOException e) {
            // What nobody lets this user look at is not gone: reading it says why it cannot be read.
            boolean isThere = e instanceof AccessDeniedException || Files.exists(file);
            return new ScannedJournal(name, FileStamp.NEVER, isThere);
        }
    }
}
