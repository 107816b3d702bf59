package org.recurve.reports.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.recurve.reports.follow.Liveness;
import org.recurve.storage.Store;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;

/** An open store of this process, whose trials go on while their journals grow; conditions are refused with what they say. */
public record FolderStore(Store store, Path folder) implements WatchedStore {
    @Override
    public StoreLayout layout() {
        return new StoreLayout(folder);
    }

    @Override
    public Liveness liveness() {
        return Liveness.OWN;
    }

    @Override
    public <T> T ask(Function<StoreReader, T> question) {
        return question.apply(store.reader());
    }

    @Override
    public List<TrialResult> where(String condition) {
        throw new RefusedCondition("not understood: " + condition);
    }
}
