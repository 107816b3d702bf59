package org.recurve.app.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.recurve.reports.follow.Liveness;
import org.recurve.reports.serve.WatchedStore;
import org.recurve.storage.Store;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;

/**
 * A store that is opened for each question and closed at once, so that whoever begins to train meanwhile can have its index. One
 * that another process holds is read into memory, and kept, since that takes longer.
 */
final class StoreOnDemand implements WatchedStore, AutoCloseable {
    private final Path folder;
    private Optional<Store> kept = Optional.empty();

    StoreOnDemand(Path folder) {
        this.folder = folder;
    }

    @Override
    public StoreLayout layout() {
        return new StoreLayout(folder);
    }

    @Override
    public Liveness liveness() {
        return Liveness.LOCKS;
    }

    @Override
    public synchronized <T> T ask(Function<StoreReader, T> question) {
        Store store = kept.orElseGet(() -> Store.open(folder));
        try {
            return question.apply(store.reader());
        } finally {
            if (store.holdsIndex()) {
                kept = Optional.empty();
                store.close();
            } else {
                kept = Optional.of(store);
            }
        }
    }

    @Override
    public List<TrialResult> where(String condition) {
        return ask(reader -> StoreConditions.where(condition, reader));
    }

    @Override
    public synchronized void close() {
        kept.ifPresent(Store::close);
        kept = Optional.empty();
    }
}
