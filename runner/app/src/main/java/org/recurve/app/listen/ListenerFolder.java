package org.recurve.app.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.recurve.app.run.RunFolders;
import org.recurve.engine.bus.ListenerFailed;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.FolderLock;

/**
 * The folder of a listener of a study: {@code listeners/STUDY/NAME} in the store. Beside it stand a lock, which keeps other
 * processes out, and a mark, which tells whether everything that the study came to has been written there.
 */
record ListenerFolder(Path store, Path folder) {
    /** @param name of the listener: its plugin's id, and a number if several have it */
    static ListenerFolder of(RunFolders folders, String study, String name) {
        Path store = folders.store().toAbsolutePath();
        return new ListenerFolder(
                store, store.resolve("listeners").resolve(study).resolve(name));
    }

    /** Creates the folder and keeps other processes out of it. */
    FolderLock open() {
        try {
            for (Path each = folder;
                    !each.equals(store);
                    each = each.resolveSibling("").normalize()) {
                if (Files.isSymbolicLink(each)) {
                    throw new ListenerFailed(each + " is a link, and listeners do not write through links");
                }
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ListenerFailed("cannot create " + folder + ": " + DiskFailure.reason(e), e);
        }
        Path lock = beside(".lock");
        return FolderLock.tryLock(lock).orElseThrow(() -> {
            OptionalLong holder = FolderLock.holder(lock);
            return new ListenerFailed((holder.isPresent() ? "process " + holder.getAsLong() : "another process")
                    + " writes into " + folder + " at this time");
        });
    }

    private Path beside(String ending) {
        return folder.resolveSibling(folder.getFileName() + ending);
    }

    /** Returns what was written completely, as {@link #mark} was told; empty if nothing was. */
    Optional<String> mark() {
        Path mark = beside(".done");
        try {
            return Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.readString(mark).strip())
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Notes what was written completely. */
    void mark(String what) {
        write(Optional.of(what));
    }

    /** Notes that what stands there may be in part. */
    void unmark() {
        write(Optional.empty());
    }

    private void write(Optional<String> what) {
        Path mark = beside(".done");
        try {
            Files.deleteIfExists(mark); // a link, too
            if (what.isPresent()) {
                Files.writeString(mark, what.get() + "\n");
            }
        } catch (IOException e) {
            throw new ListenerFailed("cannot write " + mark + ": " + DiskFailure.reason(e), e);
        }
    }
}
