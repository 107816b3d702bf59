package org.recurve.storage.pack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.weights.DamagedWeights;
import org.recurve.storage.weights.WeightStore;

/**
 * Joins a pack, or another store, with a store. All of it is looked at before anything is written: if one trial came to
 * another result here and there, nothing changes. No trial that is there is replaced: another run of it is kept beside it.
 */
public final class StoreImport {
    private StoreImport() {}

    /**
     * Joins; throws {@link StoreException} if a trial came to another result here and there, and {@link RefusedPack} if the
     * source is not what it should be.
     *
     * @param source a pack, or the folder of a store, which is not written to
     * @param reader of {@code store}
     * @param damaged is told of each journal that is damaged, and therefore left out: packed or copied up to the damage it
     *     would look as if nobody had ever gone on
     */
    public static ImportSummary join(
            Path source, Path store, StoreReader reader, ImportAdmission admission, Consumer<String> damaged) {
        if (!Files.isRegularFile(source) && !Files.isDirectory(source)) {
            throw new RefusedPack(source + ": is neither a file nor a folder, so it can be no pack and no store");
        }
        try (FolderLock lock = FolderLock.tryLock(store.resolve("importing.lock"))
                        .orElseThrow(
                                () -> new StoreException(store + ": another process is importing into this store.\n"
                                        + "    Wait until it ends, then give the same command again."));
                ScratchFolder scratchFolder = ScratchFolder.at(store.resolve("importing"))) {
            Path folder = Files.isRegularFile(source) ? unpacked(source, scratchFolder) : source;
            ImportPlan plan = new ImportPlan(
                    store, reader, admission, LabelJournal.of(folder).read());
            List<Path> all = new StoreLayout(folder).folders();
            List<Path> whole = all.stream()
                    .map(folder::resolve)
                    .filter(each -> isWhole(each, damaged))
                    .toList();
            whole.stream().flatMap(each -> StoreInventory.read(each).stream()).forEach(plan::add);
            if (plan.isEmpty() && whole.size() == all.size()) {
                throw new RefusedPack(source + ": it holds neither a trial nor a run of a study");
            }
            Path staging = scratchFolder.folder().resolve("staged");
            List<Path> jars = plan.hasStrangers() ? ImportedJars.keep(folder, store, staging) : List.of();
            List<LabelEvent> labels = LabelTransfer.plan(folder, plan.transfers(), reader);
            bring(plan.transfers(), folder, staging, store, damaged);
            LabelJournal.of(store).append(labels);
            plan.owned().forEach((place, trust) -> FolderMarks.trust(store.resolve(place), trust));
            return plan.joined(jars);
        }
    }

    private static boolean isWhole(Path folder, Consumer<String> damaged) {
        Optional<String> damage = new JournalReader(StoreLayout.journal(folder)).damaged();
        damage.ifPresent(damaged);
        return damage.isEmpty();
    }

    private static Path unpacked(Path pack, ScratchFolder scratchFolder) {
        Path folder = scratchFolder.folder().resolve("unpacked");
        PackReader.unpack(pack, folder);
        return folder;
    }

    /** Weights that are not what they say are left out, and the trial comes without them. */
    private static void bring(
            List<FolderTransfer> transfers, Path source, Path staging, Path store, Consumer<String> damaged) {
        WeightStore weights = WeightStore.of(store);
        for (int i = 0; i < transfers.size(); i++) {
            Path staged = staging.resolve(Integer.toString(i));
            transfers.get(i).copy(staged);
            try {
                transfers.get(i).weights(source, staged, weights);
            } catch (DamagedWeights left) {
                damaged.accept(left.sentence());
            }
        }
        for (int i = 0; i < transfers.size(); i++) {
            transfers.get(i).settle(staging.resolve(Integer.toString(i)), store);
        }
    }
}
