package org.recurve.app.watch;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.recurve.reports.follow.Liveness;
import org.recurve.reports.serve.ReportExtras;
import org.recurve.reports.serve.WatchPages;
import org.recurve.reports.serve.WatchServer;
import org.recurve.reports.serve.WatchedStore;
import org.recurve.storage.Store;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;

/** The page over the store of a run, for as long as that runs. It follows journals, and no step waits for it. */
public final class RunWatch implements AutoCloseable {
    private final Optional<WatchServer> server;

    private RunWatch(Optional<WatchServer> server) {
        this.server = server;
    }

    /** Returns none. */
    public static RunWatch none() {
        return new RunWatch(Optional.empty());
    }

    /**
     * Starts to serve, and says where; a run goes on without if that fails.
     *
     * @param store that the run has open in this folder
     * @param extras of the reports that it shows
     * @param note told the address
     */
    public static RunWatch start(Store store, Path folder, String study, ReportExtras extras, Consumer<String> note) {
        WatchPages pages = new WatchPages(new RunStore(store, folder), extras);
        pages.expect(study);
        try {
            WatchServer server = WatchServer.start(InetAddress.getLoopbackAddress(), 0, pages);
            note.accept("watch this run at " + server.address(List.of(study)));
            return new RunWatch(Optional.of(server));
        } catch (IOException e) {
            pages.close();
            note.accept("warning: the run cannot be watched, and goes on without: " + DiskFailure.reason(e));
            return none();
        }
    }

    /** The open store. The locks of its trials are this process's and are not asked about. */
    private record RunStore(Store store, Path folder) implements WatchedStore {
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
            return ask(reader -> StoreConditions.where(condition, reader));
        }
    }

    @Override
    public void close() {
        server.ifPresent(WatchServer::close);
    }
}
