package org.recurve.storage.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.journal.RunningProcesses;
import org.recurve.storage.journal.StoreLayout;

/** Finds what killed processes left in a store: files that were being written, and folders of trials that never began. */
final class LeftoverFiles {
    /** Says what a trial's folder holds that has not begun. */
    private static final String LOCK = "lock";

    private LeftoverFiles() {}

    /** Returns them, each in no other's folder. Folders that are links are not looked into. */
    static List<Path> of(Path store) {
        List<Path> left = new ArrayList<>(RunningProcesses.killed(store));
        unfinished(store, left);
        if (!FolderLock.held(store.resolve("tensors.lock"))) {
            unfinished(store.resolve(StoreLayout.TENSORS), left);
        }
        left.addAll(WholeFile.leftovers(store.resolve("reports")));
        Path importing = store.resolve("importing");
        if (Files.exists(importing, LinkOption.NOFOLLOW_LINKS) && !FolderLock.held(store.resolve("importing.lock"))) {
            left.add(importing);
        }
        StoreLayout layout = new StoreLayout(store);
        for (String kind : StoreLayout.KINDS) {
            if (!Files.isSymbolicLink(store.resolve(kind))) {
                layout.inside(kind).stream().sorted().forEach(folder -> ofFolder(folder, left));
            }
        }
        return left;
    }

    private static void ofFolder(Path folder, List<Path> left) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || FolderLock.held(StoreLayout.lock(folder))) {
            return;
        }
        if (list(folder).stream().allMatch(file -> file.getFileName().toString().equals(LOCK))) {
            left.add(folder);
        } else {
            unfinished(folder, left);
            unfinished(StoreLayout.checkpoints(folder), left);
        }
    }

    private static void unfinished(Path folder, List<Path> left) {
        list(folder).stream()
                .filter(file -> DurableFiles.isUnfinished(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .forEach(left::add);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }
}
