package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.recurve.storage.journal.StoreLayout;

/**
 * Looks at the file of every journal of a store. Only this tells of journals that somebody changed, so none is left out; the
 * processors share the work, since most of it is waiting for the system.
 */
final class JournalScan {
    private JournalScan() {}

    /** What a journal's file looks like; {@link #NEVER} of one that must be read to learn more. */
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
        Path file(StoreLayout layout) {
            return StoreLayout.journal(layout.root().resolve(folder));
        }
    }

    /** Returns the places of all journals, trials before runs, each in order of name. */
    static List<ScannedJournal> of(StoreLayout layout) {
        return layout.places().parallelStream()
                .map(folder -> scan(layout.root(), folder))
                .toList();
    }

    private static ScannedJournal scan(Path root, Path folder) {
        String name = folder.toString().replace('\\', '/');
        Path file = StoreLayout.journal(root.resolve(folder));
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
