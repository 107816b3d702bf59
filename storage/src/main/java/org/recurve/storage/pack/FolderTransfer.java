package org.recurve.storage.pack;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.weights.WeightStore;

/**
 * A folder with a journal on its way into a store. The journal is put into its place last and at once, so that nobody sees
 * half a trial.
 *
 * @param place where it goes, relative to the store
 * @param trust what the store then says of it
 * @param sequence the place of a run in the order of the store; trials have none
 */
record FolderTransfer(StoreInventory holding, Path place, TrialTrust trust, long sequence) {
    /** Copies everything into an empty folder of the store's disk. */
    void copy(Path staged) {
        Path checkpoints = StoreLayout.checkpoints(staged);
        for (Path checkpoint : holding.checkpoints()) {
            copy(checkpoint, Optional.empty(), checkpoints.resolve(checkpoint.getFileName()));
        }
        copy(holding.journal(), Optional.of(holding.whole()), StoreLayout.journal(staged));
    }

    /**
     * Brings the weights that lie beside the journal, learnt or started from, if there are any; the folder holds nothing else yet.
     *
     * @param source the folder laid out as a store that they come from
     */
    void weights(Path source, Path staged, WeightStore into) {
        if (holding instanceof StoreInventory.TrialFolder trial
                && Files.exists(StoreLayout.weights(holding.folder()), LinkOption.NOFOLLOW_LINKS)) {
            into.bring(
                    holding.folder(),
                    source,
                    staged,
                    trial.started().trial(),
                    trial.ended().map(Event.TrialEnded::digest).orElse(""));
        }
        if (holding instanceof StoreInventory.TrialFolder) {
            into.bringStarts(holding.folder(), source, staged);
        }
    }

    private static void copy(Path from, Optional<Long> length, Path to) {
        try (InputStream in = Files.newInputStream(from)) {
            Files.createDirectories(to.resolveSibling(""));
            try (FileOutputStream out = new FileOutputStream(to.toFile())) {
                ContentDigest.copy(in, length.isPresent() ? length.get() : Files.size(from), out);
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw DiskFailure.of("copy", from, e);
        }
    }

    /** Moves what was copied to its place; nobody can run the trial meanwhile. */
    void settle(Path staged, Path store) {
        Path target = store.resolve(place);
        switch (holding) {
            case StoreInventory.RunFolder _ -> {
                FolderMarks.sequence(target, sequence);
                move(staged, target);
            }
            case StoreInventory.TrialFolder trial -> {
                String identity = trial.started().trial();
                try (FolderLock lock =
                        FolderLock.tryLock(StoreLayout.lock(target)).orElseThrow(() -> running(identity, store))) {
                    if (Files.exists(StoreLayout.journal(target)) && !place.equals(trial.beside())) {
                        throw running(identity, store);
                    }
                    move(staged, target);
                }
            }
        }
    }

    static StoreException running(String identity, Path store) {
        return new StoreException(
                new StoreLayout(store).trial(identity) + ": another process is running this trial, or just ran"
                        + " it.\n    Nothing of it was changed. Wait until that process ends, then give the same command again.");
    }

    private void move(Path staged, Path target) {
        try {
            Files.createDirectories(target);
            FolderMarks.trust(target, trust);
            Path checkpoints = StoreLayout.checkpoints(staged);
            if (Files.exists(checkpoints)) {
                Files.move(checkpoints, StoreLayout.checkpoints(target), StandardCopyOption.REPLACE_EXISTING);
            }
            Path weights = StoreLayout.weights(staged);
            Files.deleteIfExists(StoreLayout.weights(target));
            if (Files.exists(weights)) {
                Files.move(weights, StoreLayout.weights(target), StandardCopyOption.ATOMIC_MOVE);
            }
            for (Path start : StoreLayout.starts(staged)) {
                Files.move(start, target.resolve(start.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(
                    StoreLayout.journal(staged),
                    StoreLayout.journal(target),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DiskFailure.of("write", target, e);
        }
    }
}
