package org.recurve.storage.pack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.storage.Reader;
import org.recurve.storage.journal.FolderLock;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.JournalFile;
import org.recurve.storage.journal.Layout;
import org.recurve.storage.journal.StoreException;

/**
 * Joins a pack, or another store, with a store. All of it is looked at before anything is written: if one trial came to
 * another result here and there, nothing changes. No trial that is there is replaced: another run of it is kept beside it.
 */
public final class Joining {
    private Joining() {}

    /**
     * Joins; throws {@link StoreException} if a trial came to another result here and there, and {@link Refused} if the
     * source is not what it should be.
     *
     * @param source a pack, or the folder of a store, which is not written to
     * @param reader of {@code store}
     * @param damaged is told of each journal that is damaged, and therefore left out: packed or copied up to the damage it
     *     would look as if nobody had ever gone on
     */
    public static Joined join(Path source, Path store, Reader reader, Admission admission, Consumer<String> damaged) {
        if (!Files.isRegularFile(source) && !Files.isDirectory(source)) {
            throw new Refused(source + ": is neither a file nor a folder, so it can be no pack and no store");
        }
        try (FolderLock lock = FolderLock.tryLock(store.resolve("importing.lock"))
                        .orElseThrow(
                                () -> new StoreException(store + ": another process is importing into this store.\n"
                                        + "    Wait until it ends, then give the same command again."));
                Scratch scratch = Scratch.at(store.resolve("importing"))) {
            Path folder = Files.isRegularFile(source) ? unpacked(source, scratch) : source;
            Plan plan = new Plan(store, reader, admission);
            List<Path> all = new Layout(folder).folders();
            List<Path> whole = all.stream()
                    .map(folder::resolve)
                    .filter(each -> isWhole(each, damaged))
                    .toList();
            whole.stream().flatMap(each -> Holding.read(each).stream()).forEach(plan::add);
            if (plan.isEmpty() && whole.size() == all.size()) {
                throw new Refused(source + ": there is no trial and no run of a study in it");
            }
            Path staging = scratch.folder().resolve("staged");
            List<Path> jars = plan.hasStrangers() ? BroughtJars.keep(folder, store, staging) : List.of();
            bring(plan.transfers(), staging, store);
            plan.owned().forEach((place, trust) -> FolderMarks.trust(store.resolve(place), trust));
            return plan.joined(jars);
        }
    }

    private static boolean isWhole(Path folder, Consumer<String> damaged) {
        Optional<String> damage = new JournalFile(Layout.journal(folder)).damaged();
        damage.ifPresent(damaged);
        return damage.isEmpty();
    }

    private static Path unpacked(Path pack, Scratch scratch) {
        Path folder = scratch.folder().resolve("unpacked");
        Unpacking.unpack(pack, folder);
        return folder;
    }

    private static void bring(List<Transfer> transfers, Path staging, Path store) {
        for (int i = 0; i < transfers.size(); i++) {
            transfers.get(i).copy(staging.resolve(Integer.toString(i)));
        }
        for (int i = 0; i < transfers.size(); i++) {
            transfers.get(i).settle(staging.resolve(Integer.toString(i)), store);
        }
    }
}
