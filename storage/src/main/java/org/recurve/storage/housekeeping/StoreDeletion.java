package org.recurve.storage.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.DeletionList;
import org.recurve.storage.journal.StoreLayout;

/**
 * Deletes parts of a store, all of them or none: they are listed, then each is moved into one folder beside the others, and then
 * that is deleted. A kill before the list is written leaves everything, a kill after it nothing that any command would show, and
 * whoever opens the store next goes on.
 */
public record StoreDeletion(Path store) {
    /**
     * Deletes folders and files of a store.
     *
     * @param entries relative to the store, with slashes: {@code trials/…}, {@code studies/…}, {@code reports/…}, …
     * @throws StoreException if a process runs one of them; then nothing is deleted
     */
    public void delete(List<String> entries) {
        try (FolderLock _ = tryLock()
                .orElseThrow(() -> new StoreException(store + ": another process deletes parts of this store."
                        + "\n    Wait until it ends, then give the same command again."))) {
            DeletionList.pending(store).forEach(this::finish);
            entries.forEach(this::refuseRunning);
            refuseLinks(entries);
            DeletionList list = DeletionList.of(store, entries);
            list.write();
            finish(list);
            FolderDeletion.delete(DeletionList.parent(store));
        }
    }

    /** Goes on with what a kill broke off, if there is anything and this process may. */
    public void goOn() {
        if (!Files.isDirectory(DeletionList.parent(store), LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(store)) {
            return;
        }
        try {
            Optional<FolderLock> lock = tryLock();
            if (lock.isPresent()) {
                try (FolderLock _ = lock.get()) {
                    DeletionList.pending(store).forEach(this::finish);
                    FolderDeletion.delete(DeletionList.parent(store));
                }
            }
        } catch (StoreException stays) {
            // What is listed is in no answer all the same, and the next process tries again.
        }
    }

    private Optional<FolderLock> tryLock() {
        return FolderLock.tryLock(store.resolve("deleting.lock"));
    }

    /** Returns the number of the process that runs the trial or study of a folder; −1 if it is unknown; empty if none does. */
    public static OptionalLong runner(Path folder) {
        Path lock = StoreLayout.lock(folder);
        return FolderLock.held(lock) ? OptionalLong.of(FolderLock.holder(lock).orElse(-1)) : OptionalLong.empty();
    }

    private void refuseRunning(String entry) {
        Path folder = store.resolve(entry);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            runner(folder).ifPresent(process -> {
                throw running(folder, process);
            });
        }
    }

    private static StoreException running(Path folder, long process) {
        return new StoreException(folder + ": " + (process < 0 ? "another process" : "process " + process)
                + " is running this." + "\n    Wait until it ends, or stop it; then give the same command again.");
    }

    /** Moved through a link, what is deleted would lie elsewhere. */
    private void refuseLinks(List<String> entries) {
        Stream.concat(
                        Stream.of(DeletionList.parent(store)),
                        entries.stream()
                                .map(entry -> store.resolve(entry).resolveSibling(""))
                                .distinct())
                .filter(Files::isSymbolicLink)
                .findFirst()
                .ifPresent(link -> {
                    throw new StoreException(link + ": is a link, and nothing is deleted through links."
                            + "\n    Put the folder itself in its place, or delete there yourself.");
                });
    }

    /** Moves everything that is listed away and deletes it; what somebody began to run meanwhile stays. */
    private void finish(DeletionList list) {
        List<String> kept = new ArrayList<>();
        List<StoreException> reasons = new ArrayList<>();
        for (String entry : list.entries()) {
            try {
                move(entry, list);
            } catch (StoreException e) {
                kept.add(entry);
                reasons.add(e);
            }
        }
        if (!kept.isEmpty() && reasons.getFirst().getCause() != null) {
            new DeletionList(list.folder(), kept).write();
            throw reasons.getFirst();
        }
        list.end();
        FolderDeletion.delete(list.folder());
        reasons.stream().findFirst().ifPresent(first -> {
            throw first;
        });
    }

    private void move(String entry, DeletionList list) {
        Path from = store.resolve(entry);
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path to = list.folder().resolve(entry.replace('/', '-'));
        if (Files.exists(StoreLayout.lock(from), LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(from)) {
            try (FolderLock _ = claim(from)) {
                rename(from, to);
            }
        } else {
            rename(from, to);
        }
    }

    private static void rename(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DiskFailure.of("move", from, e);
        }
    }

    /** Keeps processes out of a folder that is being moved; one that came before is not disturbed. */
    private static FolderLock claim(Path folder) {
        return FolderLock.tryLock(StoreLayout.lock(folder))
                .orElseThrow(() -> running(
                        folder, FolderLock.holder(StoreLayout.lock(folder)).orElse(-1)));
    }
}
